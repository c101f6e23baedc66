import { readSession } from '../api/api';
import { describe, notifyError } from './notices';
import { fromStored, isRunning, type AnswerMessage, type Message } from './messages';
import { isUnasked } from './route';
import { Store } from './store';

/** Why the last question was not taken, and when a repeat makes sense. */
export interface Trouble {
  detail: string;
  /** Epoch milliseconds; before it a repeat is pointless. */
  retryAt: number | undefined;
  retry: (() => void) | undefined;
}

export interface Conversation {
  sessionId: string;
  phase: 'loading' | 'ready' | 'unreadable';
  messages: Message[];
  /** The page token of what was said before the first message here. */
  olderToken: string | undefined;
  trouble: Trouble | undefined;
}

const NOTHING: Conversation = {
  sessionId: '',
  phase: 'loading',
  messages: [],
  olderToken: undefined,
  trouble: undefined,
};

/** The open chat. */
export const conversation = new Store<Conversation>(NOTHING);

/** Reads a chat; true when it could be read and is still the open one. */
export async function openConversation(sessionId: string, retry: () => void): Promise<boolean> {
  conversation.set({ ...NOTHING, sessionId });
  if (isUnasked(sessionId)) return change(sessionId, (state) => ({ ...state, phase: 'ready' }));
  try {
    const detail = await readSession(sessionId);
    return change(sessionId, (state) => ({
      ...state,
      phase: 'ready',
      messages: detail?.history.map(fromStored) ?? [],
      olderToken: detail?.next_token,
    }));
  } catch (cause) {
    const trouble = { detail: describe(cause), retryAt: undefined, retry };
    change(sessionId, (state) => ({ ...state, phase: 'unreadable', trouble }));
    return false;
  }
}

export async function loadOlderMessages(): Promise<void> {
  const { sessionId, olderToken } = conversation.get();
  if (olderToken === undefined) return;
  try {
    const detail = await readSession(sessionId, olderToken);
    change(sessionId, (state) => ({
      ...state,
      messages: [...(detail?.history.map(fromStored) ?? []), ...state.messages],
      olderToken: detail?.next_token,
    }));
  } catch (cause) {
    notifyError(cause);
  }
}

export function closeConversation(): void {
  conversation.set(NOTHING);
}

export function addMessages(sessionId: string, added: readonly Message[]): void {
  change(sessionId, (state) => ({
    ...state,
    trouble: undefined,
    messages: [...state.messages, ...added],
  }));
}

export function removeMessages(sessionId: string, ids: readonly string[]): void {
  change(sessionId, (state) => ({
    ...state,
    messages: state.messages.filter((message) => !ids.includes(message.id)),
  }));
}

export function changeAnswer(
  sessionId: string,
  id: string,
  changeOne: (answer: AnswerMessage) => AnswerMessage,
): void {
  change(sessionId, (state) => ({
    ...state,
    messages: state.messages.map((message) =>
      message.id === id && message.role === 'assistant' ? changeOne(message) : message,
    ),
  }));
}

export function setTrouble(sessionId: string, trouble: Trouble | undefined): void {
  change(sessionId, (state) => ({ ...state, trouble }));
}

/** The answer that is on its way in the open chat, if any. */
export function runningAnswer(state: Conversation): AnswerMessage | undefined {
  const last = state.messages.at(-1);
  return isRunning(last) ? last : undefined;
}

function change(sessionId: string, next: (state: Conversation) => Conversation): boolean {
  if (conversation.get().sessionId !== sessionId) return false;
  conversation.update(next);
  return true;
}
