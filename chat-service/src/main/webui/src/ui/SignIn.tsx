import { signIn } from '../auth/auth';
import { Mark } from './Logo';

export function SignIn(props: {
  detail?: string | undefined;
  action?: string;
  onAction?: () => void;
}) {
  const { detail, action = 'Sign in', onAction = () => void signIn() } = props;
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Mark class="mark-large" />
        <h1 class="display">Cloister</h1>
        <p class="quiet">Ask, within your own walls.</p>
        {detail !== undefined && (
          <p class="inline-error" role="alert" data-testid="error-banner">
            {detail}
          </p>
        )}
        <button type="button" class="button primary wide" data-testid="sign-in" onClick={onAction}>
          {action}
        </button>
        <p class="fine">You are taken to your organisation's sign-in.</p>
      </div>
    </main>
  );
}
