import { ApiError } from '../api/http';
import { Store } from './store';

const SHOWN_MS = 6000;

/** A short message at the edge of the page; gone after a while. */
export const notice = new Store<string | undefined>(undefined);

/** What a screen reader says, politely. */
export const announcement = new Store('');

let timer: ReturnType<typeof setTimeout> | undefined;

export function notify(text: string): void {
  clearTimeout(timer);
  notice.set(text);
  timer = setTimeout(dismissNotice, SHOWN_MS);
}

export function dismissNotice(): void {
  notice.set(undefined);
}

export function notifyError(cause: unknown): void {
  // The dialog that asks to sign in again says it already.
  if (cause instanceof ApiError && cause.status === 401) return;
  notify(describe(cause));
}

/** What went wrong, for a person. */
export function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'Something went wrong. Please try again.';
}

export function announce(text: string): void {
  announcement.set(text);
}
