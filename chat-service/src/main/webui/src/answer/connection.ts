import { ApiError, NetworkError } from '../api/http';
import type { Refusal } from './follow';

/** Sorts failures before the answer has an id: only silence of the network is worth a repeat. */
export function refusedQuestion(cause: unknown): Refusal {
  return { retry: cause instanceof NetworkError, afterSeconds: undefined, cause };
}

/** Sorts failures while an answer is under way: the server may be back in a moment. */
export function refusedEvents(cause: unknown): Refusal {
  if (!(cause instanceof ApiError)) return { retry: true, afterSeconds: undefined, cause };
  const retry = cause.status === 429 || cause.status >= 500;
  return { retry, afterSeconds: cause.retryAfterSeconds, cause };
}

/** Waits; the browser's word that it is online again ends the wait early. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
