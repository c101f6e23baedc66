import { ApiError } from '../api/http';
import { setTrouble } from './conversation';
import { restoreDraft } from './draft';
import { describe } from './notices';

export interface Submission {
  sessionId: string;
  text: string;
  /** Stays the same for every attempt, so that the question is asked once. */
  idempotencyKey: string;
}

/** Gives a question that was not taken back to the person, with the reason. */
export function giveBack(submission: Submission, cause: unknown, retry: () => void): void {
  restoreDraft(submission.text);
  // The dialog that asks to sign in again says it already.
  if (cause instanceof ApiError && cause.status === 401) return;
  const seconds = cause instanceof ApiError ? cause.retryAfterSeconds : undefined;
  const mayWork = !(cause instanceof ApiError) || cause.status === 429 || cause.status >= 500;
  setTrouble(submission.sessionId, {
    detail: describe(cause),
    retryAt: seconds === undefined ? undefined : Date.now() + seconds * 1000,
    retry: mayWork ? retry : undefined,
  });
}
