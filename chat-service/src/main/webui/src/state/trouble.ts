import { auth } from '../auth/auth';
import { readSession } from '../api/api';
import { ApiError } from '../api/http';
import { conversation, setTrouble } from './conversation';
import { restoreDraft, takeDraft, type Written } from './draft';
import { fromStored, type Message } from './messages';
import { describe } from './notices';
import { retryTime } from './problems';

export interface Submission extends Written {
  /** Stays the same while the network is at fault, so that the question is asked once. */
  idempotencyKey: string;
}

/**
 * A question that the model's service refused is stored all the same, with its failed answer.
 * Returns both as they are stored, or nothing where the question was not taken.
 */
export async function storedTurn(submission: Submission, cause: unknown): Promise<Message[]> {
  if (!(cause instanceof ApiError) || !mayWorkLater(cause)) return [];
  try {
    const detail = await readSession(submission.sessionId);
    const [question, answer] = detail?.history.slice(-2).map(fromStored) ?? [];
    const known = conversation.get().messages.some((message) => message.id === answer?.id);
    const ours = question?.role === 'user' && question.text === submission.text;
    if (!ours || known || answer?.role !== 'assistant') return [];
    const retryAt = retryTime(cause.retryAfterSeconds);
    const { problem } = cause;
    return [question, { ...answer, problem, ...(retryAt !== undefined && { retryAt }) }];
  } catch {
    return [];
  }
}

/** Gives a question that was not taken back to the person, with the reason. */
export function giveBack(submission: Submission, cause: unknown, retry: () => void): void {
  restoreDraft(submission);
  // The dialog that asks to sign in again says it already.
  if (cause instanceof ApiError && cause.status === 401) return;
  setTrouble(submission.sessionId, {
    detail: describe(cause),
    retryAt: cause instanceof ApiError ? retryTime(cause.retryAfterSeconds) : undefined,
    retry: !(cause instanceof ApiError) || mayWorkLater(cause) ? retry : undefined,
  });
}

/** Questions whose chat was left before the server said that it has them. */
const unsure = new Map<string, Submission>();

/** Keeps a question whose chat is being left: nobody here will hear whether it was taken. */
export function keepUnsure(submission: Submission): void {
  // Whoever signed out wants nothing kept.
  if (auth.get().phase === 'signedOut') return;
  unsure.set(submission.sessionId, submission);
  restoreDraft(submission);
}

/** Takes such a question out of the draft again, now that the chat shows it was taken. */
export function settleUnsure(sessionId: string): void {
  const submission = unsure.get(sessionId);
  unsure.delete(sessionId);
  const asked = conversation.get().messages.findLast((message) => message.role === 'user');
  if (submission !== undefined && asked?.text === submission.text) takeDraft(submission);
}

function mayWorkLater(cause: ApiError): boolean {
  // A question that is larger than a whole budget is refused without a time to wait for.
  const never = cause.problem.type.endsWith(':budget-exceeded') && !cause.retryAfterSeconds;
  if (never) return false;
  return cause.status === 429 || cause.status >= 500;
}
