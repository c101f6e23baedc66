import { readSession } from '../api/api';
import type { Ended } from '../answer/events';
import { changeAnswer } from './conversation';
import { fromStored, type AnswerMessage } from './messages';
import { announce } from './notices';
import { retryTime } from './problems';

/** The answer that this tab listens to. There is one at most; others go on in the server. */
export interface Listening {
  sessionId: string;
  /** The message's id on the page: temporary until the server has named it. */
  messageId: string;
  answerId: string | undefined;
  stopWanted: boolean;
  abort: AbortController;
}

/** The answer has ended, and the stream said how. */
export function finish(mine: Listening, event: Ended): void {
  const { kind: _, ...rest } = event;
  const retryAt = retryTime(event.problem?.retryAfterSeconds);
  changeAnswer(mine.sessionId, mine.messageId, (now) => ({
    ...now,
    ...rest,
    ...(retryAt !== undefined && { retryAt }),
    stopping: false,
  }));
  announce(`The answer is over: ${event.status}.`);
}

/** The stream is gone for good: what does the store know? */
export async function lookUp(mine: Listening): Promise<void> {
  const lost: Partial<AnswerMessage> = { status: 'lost', reconnecting: false, stopping: false };
  let known: Partial<AnswerMessage> = lost;
  try {
    const detail = await readSession(mine.sessionId);
    const stored = detail?.history.find((message) => message.id === mine.messageId);
    if (stored !== undefined) {
      const { key: _, status, ...found } = fromStored(stored) as AnswerMessage;
      known = { ...lost, ...found, status: status === 'streaming' ? 'lost' : status };
    }
  } catch {
    // Then the page says that it does not know.
  }
  changeAnswer(mine.sessionId, mine.messageId, (now) => ({ ...now, ...known }));
  announce('The answer broke off.');
}
