import { signIn } from '../auth/auth';
import { Dialog } from './Dialog';

export function ExpiredDialog() {
  return (
    <Dialog title="Please sign in again" testId="expired-dialog">
      <p class="quiet">Your sign-in has run out. What you typed is kept.</p>
      <div class="dialog-actions">
        <button
          type="button"
          class="button primary"
          data-testid="sign-in"
          onClick={() => void signIn()}
        >
          Sign in
        </button>
      </div>
    </Dialog>
  );
}
