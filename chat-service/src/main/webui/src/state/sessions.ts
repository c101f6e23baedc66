import { deleteAllSessions, deleteSession, listSessions, renameSession } from '../api/api';
import type { SessionSummary } from '../api/types';
import { dismissNotice, notify, notifyError } from './notices';
import { newChat, route } from './route';
import { Store } from './store';

export interface SessionsState {
  items: SessionSummary[];
  nextToken: string | undefined;
  loading: boolean;
  /** True once the first page has been read. */
  known: boolean;
}

const NONE: SessionsState = { items: [], nextToken: undefined, loading: false, known: false };

/** The person's sessions, newest first, as far as they have been read. */
export const sessions = new Store<SessionsState>(NONE);

/** The list's newest page again; what was read beyond it stays. */
export async function refreshSessions(): Promise<void> {
  sessions.update((state) => ({ ...state, loading: true }));
  try {
    const page = await listSessions();
    sessions.update((state) => {
      const last = page.sessions.at(-1);
      const older = state.items.filter((item) => last && item.dateModified < last.dateModified);
      const more = older.length > 0 && page.next_token !== undefined;
      return {
        items: merge(page.sessions, more ? older : []),
        nextToken: more ? state.nextToken : page.next_token,
        loading: false,
        known: true,
      };
    });
  } catch (cause) {
    sessions.update((state) => ({ ...state, loading: false }));
    notifyError(cause);
  }
}

export async function loadMoreSessions(): Promise<void> {
  const { nextToken, loading } = sessions.get();
  if (nextToken === undefined || loading) return;
  sessions.update((state) => ({ ...state, loading: true }));
  try {
    const page = await listSessions(nextToken);
    sessions.update((state) => ({
      ...state,
      items: merge(state.items, page.sessions),
      nextToken: page.next_token,
      loading: false,
    }));
  } catch (cause) {
    sessions.update((state) => ({ ...state, loading: false }));
    notifyError(cause);
  }
}

/** Puts a session that has just been asked in on top, before the server lists it. */
export function touchSession(id: string, text: string): void {
  sessions.update((state) => {
    const known = state.items.find((item) => item.id === id);
    const dateModified = Math.floor(Date.now() / 1000);
    const title = known?.title ?? text.slice(0, 200);
    return { ...state, items: merge([{ id, title, dateModified }], state.items) };
  });
}

export async function rename(id: string, title: string): Promise<void> {
  const before = sessions.get().items.find((item) => item.id === id)?.title;
  retitle(id, title);
  try {
    retitle(id, (await renameSession(id, title)).title);
  } catch (cause) {
    if (before !== undefined) retitle(id, before);
    notifyError(cause);
  }
}

export async function remove(id: string): Promise<void> {
  try {
    const { deleted } = await deleteSession(id);
    if (!deleted) return notify('This chat could not be deleted completely. Please try again.');
    drop([id]);
  } catch (cause) {
    notifyError(cause);
  }
}

/** One call deletes a thousand at most. */
const MAX_DELETE_CALLS = 50;

export async function removeAll(): Promise<void> {
  try {
    notify('Deleting all chats…');
    let left = 0;
    for (let call = 0; call < MAX_DELETE_CALLS; call++) {
      const results = await deleteAllSessions();
      left = results.filter((result) => !result.deleted).length;
      if (results.length === 0 || left > 0) break;
    }
    dismissNotice();
    if (left > 0) notify(`${left} chats could not be deleted. Please try again.`);
    sessions.set({ ...NONE, known: true });
    newChat();
    await refreshSessions();
  } catch (cause) {
    notifyError(cause);
  }
}

export function forgetSessions(): void {
  sessions.set(NONE);
}

function drop(ids: readonly string[]): void {
  sessions.update((state) => ({
    ...state,
    items: state.items.filter((item) => !ids.includes(item.id)),
  }));
  if (ids.includes(route.get() ?? '')) newChat(true);
}

function retitle(id: string, title: string): void {
  sessions.update((state) => ({
    ...state,
    items: state.items.map((item) => (item.id === id ? { ...item, title } : item)),
  }));
}

function merge(first: SessionSummary[], second: SessionSummary[]): SessionSummary[] {
  const seen = new Set(first.map((item) => item.id));
  return [...first, ...second.filter((item) => !seen.has(item.id))];
}
