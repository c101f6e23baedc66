import { useEffect, useState } from 'preact/hooks';
import type { Trouble } from '../state/conversation';
import { waitText } from '../state/problems';
import { Icon } from './icons';
import { useSecondsUntil } from './useSecondsUntil';

export function TroubleBanner({ trouble }: { trouble: Trouble }) {
  const wait = useSecondsUntil(trouble.retryAt);
  const { retry } = trouble;
  return (
    <div class="banner bad" role="alert" data-testid="error-banner">
      <Icon name="alert" />
      <span>{trouble.detail}</span>
      {retry !== undefined && (
        <button
          type="button"
          class="button small"
          data-testid="try-again"
          disabled={wait > 0}
          onClick={retry}
        >
          {wait > 0 ? `Try again in ${waitText(wait)}` : 'Try again'}
        </button>
      )}
    </div>
  );
}

export function OfflineBanner() {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  if (online) return null;
  return (
    <div class="banner" role="status" data-testid="offline-banner">
      <Icon name="alert" />
      <span>You are offline. An answer under way goes on and shows when you are back.</span>
    </div>
  );
}
