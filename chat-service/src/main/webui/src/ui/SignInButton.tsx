import { useState } from 'preact/hooks';

/** Leaves for the issuer's page. */
export function SignInButton(props: { class: string; leave: () => Promise<void> }) {
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
        onClick={() => {
          props.leave().catch(() => {
            setDetail('The sign-in service cannot be reached. Try again in a moment.');
          });
        }}
      >
        Sign in
      </button>
    </>
  );
}
