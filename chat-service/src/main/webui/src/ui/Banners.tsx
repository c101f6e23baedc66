import { useEffect, useState } from 'preact/hooks';
import type { Trouble } from '../state/conversation';
import { Icon } from './icons';

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
          {wait > 0 ? `Try again in ${wait} s` : 'Try again'}
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

function useSecondsUntil(at: number | undefined): number {
  const left = () => (at === undefined ? 0 : Math.max(0, Math.ceil((at - Date.now()) / 1000)));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    if (at === undefined) return undefined;
    const timer = setInterval(() => setSeconds(left()), 250);
    return () => clearInterval(timer);
  }, [at]);
  return seconds;
}
