import { answerEvents, ask, stopAnswer } from '../api/api';
import { NetworkError } from '../api/http';
import type { AttachedFile } from '../api/types';
import { pause, refusedEvents, refusedQuestion } from '../answer/connection';
import type { AnswerEvent } from '../answer/events';
import { follow } from '../answer/follow';
import { TextSink } from '../answer/textSink';
import { attachmentsOf } from './attachments';
import {
  addMessages,
  changeAnswer,
  conversation,
  openConversation,
  removeMessages,
  runningAnswer,
} from './conversation';
import { takeDraft } from './draft';
import { finish, lookUp, type Listening } from './ending';
import type { AnswerMessage } from './messages';
import { chosenModel } from './models';
import { announce, notifyError } from './notices';
import { markAsked } from './route';
import { touchSession } from './sessions';
import { awaitTitle } from './titles';
import { giveBack, keepUnsure, settleUnsure, storedTurn, type Submission } from './trouble';

let listening: Listening | undefined;

/** Opens a chat and goes on with what is under way in it. */
export async function enterChat(sessionId: string): Promise<void> {
  const open = await openConversation(sessionId, () => void enterChat(sessionId));
  if (open) settleUnsure(sessionId);
  const running = runningAnswer(conversation.get());
  if (open && running !== undefined) await resume(running);
}

/** Asks in the open chat. */
export function submit(text: string, attachments: readonly AttachedFile[] = []): Promise<void> {
  const { sessionId } = conversation.get();
  return perform({ sessionId, text, attachments, idempotencyKey: crypto.randomUUID() });
}

/** Asks the newest question of the open chat once more. */
export function askLastAgain(): void {
  const question = conversation.get().messages.findLast((message) => message.role === 'user');
  if (question !== undefined) void submit(question.text, question.attachments);
}

/** Goes on with an answer that was under way when the page was opened. */
export async function resume(answer: AnswerMessage): Promise<void> {
  const { sessionId } = conversation.get();
  changeAnswer(sessionId, answer.id, (now) => ({ ...now, status: 'streaming' }));
  const mine = listen(sessionId, answer.id, answer.id);
  await run(mine, answer.text, undefined);
}

/** Asks the server to stop; the stream's own terminal event confirms it. */
export async function stop(): Promise<void> {
  const mine = listening;
  if (mine === undefined || runningAnswer(conversation.get()) === undefined) return;
  mine.stopWanted = true;
  changeAnswer(mine.sessionId, mine.messageId, (now) => ({ ...now, stopping: true }));
  if (mine.answerId === undefined) return;
  try {
    await stopAnswer(mine.answerId);
  } catch (cause) {
    mine.stopWanted = false;
    changeAnswer(mine.sessionId, mine.messageId, (now) => ({ ...now, stopping: false }));
    notifyError(cause);
  }
}

/** Stops listening; the answer itself goes on. */
export function stopListening(): void {
  listening?.abort.abort();
  listening = undefined;
}

function listen(sessionId: string, messageId: string, answerId: string | undefined): Listening {
  stopListening();
  const abort = new AbortController();
  listening = { sessionId, messageId, answerId, stopWanted: false, abort };
  return listening;
}

async function perform(submission: Submission): Promise<void> {
  const { sessionId, text, attachments } = submission;
  if (runningAnswer(conversation.get()) !== undefined) return;
  const first = conversation.get().messages.length === 0;
  const userId = crypto.randomUUID();
  const answerId = crypto.randomUUID();
  const mine = listen(sessionId, answerId, undefined);
  const modelId = chosenModel.get() ?? '';
  markAsked(sessionId);
  addMessages(sessionId, [
    { role: 'user', key: userId, id: userId, text, attachments },
    { role: 'assistant', key: answerId, id: answerId, text: '', status: 'waiting', modelId },
  ]);
  const refused = await run(mine, '', submission);
  if (refused === undefined) {
    if (first && mine.answerId !== undefined) void awaitTitle(sessionId, text);
    return;
  }
  const stored = await storedTurn(submission, refused.cause);
  removeMessages(sessionId, [userId, answerId]);
  if (stored.length > 0) {
    addMessages(sessionId, stored);
    touchSession(sessionId, text);
  } else {
    giveBack(submission, refused.cause, () => void repeat(submission, refused.cause));
  }
}

/** Listens to the end. Returns a cause when the question was never taken. */
async function run(
  mine: Listening,
  shown: string,
  submission: Submission | undefined,
): Promise<{ cause: unknown } | undefined> {
  const { sessionId, abort } = mine;
  const edit = (part: Partial<AnswerMessage>) =>
    changeAnswer(sessionId, mine.messageId, (now) => ({ ...now, ...part }));
  const sink = new TextSink(shown, (text) => edit({ text }));
  const modelId = chosenModel.get();
  try {
    const end = await follow(
      {
        open: (last, signal) =>
          mine.answerId === undefined && submission !== undefined
            ? ask({ ...submission, modelId }, signal)
            : answerEvents(mine.answerId ?? '', last, signal),
        refusal: (cause) =>
          mine.answerId === undefined ? refusedQuestion(cause) : refusedEvents(cause),
        pause,
      },
      {
        signal: abort.signal,
        onReconnecting: () => edit({ reconnecting: true }),
        onConnected: () => edit({ reconnecting: false }),
        onEvent: (event) => {
          if (event.kind === 'started') begin(mine, event, submission);
          else if (event.kind === 'delta') sink.add(event.text);
        },
      },
    );
    sink.end();
    if (end.kind === 'ended') finish(mine, end.event);
    else if (mine.answerId === undefined) return { cause: end.cause };
    else await lookUp(mine);
  } catch (cause) {
    // Another chat was opened; whoever comes back reads this one anew.
    if (!abort.signal.aborted) throw cause;
    if (submission !== undefined && mine.answerId === undefined) keepUnsure(submission);
  } finally {
    sink.close();
    if (listening === mine) listening = undefined;
  }
  return undefined;
}

function begin(
  mine: Listening,
  event: Extract<AnswerEvent, { kind: 'started' }>,
  submission: Submission | undefined,
): void {
  changeAnswer(mine.sessionId, mine.messageId, (now) => ({
    ...now,
    id: event.messageId,
    status: 'streaming',
    modelId: event.modelId,
  }));
  mine.answerId = event.answerId;
  announce('The answer begins.');
  mine.messageId = event.messageId;
  if (submission !== undefined) touchSession(mine.sessionId, submission.text);
  if (mine.stopWanted) void stop();
}

/** Asks again: with the same key after a silent network, as a new question after a clear no. */
function repeat(submission: Submission, cause: unknown): Promise<void> {
  const draft = attachmentsOf(submission.sessionId);
  // A file that was removed since must not go out after all.
  const attachments = submission.attachments.filter(({ id }) => draft.some((f) => f.id === id));
  takeDraft(submission);
  const same = attachments.length === submission.attachments.length;
  if (same && cause instanceof NetworkError) return perform(submission);
  return perform({ ...submission, attachments, idempotencyKey: crypto.randomUUID() });
}
