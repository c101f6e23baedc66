import { Dialog } from './Dialog';
import { SignInControls } from './SignInControls';

export function ExpiredDialog() {
  return (
    <Dialog title="Please sign in again" testId="expired-dialog">
      <p class="quiet">Your sign-in has run out. What you typed is kept.</p>
      <SignInControls class="" />
    </Dialog>
  );
}
