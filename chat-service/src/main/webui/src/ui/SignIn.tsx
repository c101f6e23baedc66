import { howToSignIn } from '../auth/auth';
import { Mark } from './Logo';
import { SignInControls } from './SignInControls';

export function SignIn(props: { detail?: string | undefined; onRetry?: () => void }) {
  const { detail, onRetry } = props;
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
        {onRetry === undefined ? (
          <SignInControls class="wide" />
        ) : (
          <button type="button" class="button primary wide" onClick={onRetry}>
            Try again
          </button>
        )}
        {howToSignIn()?.by !== 'form' && (
          <p class="fine">Your organisation's sign-in page opens next.</p>
        )}
      </div>
    </main>
  );
}
