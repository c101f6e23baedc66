import { howToSignIn } from '../auth/auth';
import { SignInButton } from './SignInButton';
import { SignInForm } from './SignInForm';

/** The issuer's own page, or ours to fill in. */
export function SignInControls(props: { class: string }) {
  const how = howToSignIn();
  switch (how?.by) {
    case 'redirect':
      return <SignInButton class={props.class} leave={how.leave} />;
    case 'form':
      return <SignInForm first={how.first} />;
    case undefined:
      return null;
  }
}
