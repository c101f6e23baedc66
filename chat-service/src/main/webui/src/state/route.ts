import { Store } from './store';

const CHAT = /^#\/c\/([0-9a-fA-F-]{36})$/;

export function sessionOf(hash: string): string | undefined {
  return CHAT.exec(hash)?.[1]?.toLowerCase();
}

/** The session that the address names. */
export const route = new Store<string | undefined>(undefined);

export function startRoute(): void {
  const read = () => {
    const sessionId = sessionOf(location.hash);
    if (sessionId === undefined) newChat(true);
    else route.set(sessionId);
  };
  addEventListener('hashchange', read);
  read();
}

export function openChat(sessionId: string): void {
  location.hash = `#/c/${sessionId}`;
}

/** Ids made here and not asked in before: the server cannot know them. */
const unasked = new Set<string>();

export function isUnasked(sessionId: string): boolean {
  return unasked.has(sessionId);
}

export function markAsked(sessionId: string): void {
  unasked.delete(sessionId);
}

/** Goes to an empty chat whose id is made here; the server knows it from its first question on. */
export function newChat(replace = false): void {
  const sessionId = crypto.randomUUID();
  const address = `#/c/${sessionId}`;
  unasked.add(sessionId);
  if (replace) {
    history.replaceState(null, '', address);
    route.set(sessionId);
  } else {
    location.hash = address;
  }
}
