import { useState } from 'preact/hooks';
import { signIn } from '../auth/auth';

export function SignInButton(props: { class: string }) {
  const [detail, setDetail] = useState<string>();
  return (
    <>
      {detail !== undefined && (
        <p class="inline-error" role="alert" data-testid="error-banner">
          {detail}
        </p>
      )}
      <button
        type="button"
        class={`button primary ${props.class}`}
        data-testid="sign-in"
        onClick={() => void signIn().then(setDetail)}
      >
        Sign in
      </button>
    </>
  );
}
