import { auth, startAuth } from '../auth/auth';
import { useStore } from '../state/store';
import { Mark } from './Logo';
import { Shell } from './Shell';
import { SignIn } from './SignIn';

export function App() {
  const state = useStore(auth);
  switch (state.phase) {
    case 'starting':
      return (
        <div class="centre" role="status" aria-label="Loading">
          <Mark class="mark-large breathing" />
        </div>
      );
    case 'unavailable':
      return <SignIn detail={state.detail} onRetry={() => void startAuth()} />;
    case 'signedOut':
      return <SignIn detail={state.detail} />;
    case 'signedIn':
    case 'expired':
      return <Shell person={state.person} expired={state.phase === 'expired'} />;
  }
}
