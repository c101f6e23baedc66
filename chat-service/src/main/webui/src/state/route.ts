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

/** Goes to an empty chat whose id is made here; the server knows it from its first question on. */
export function newChat(replace = false): void {
  const address = `#/c/${crypto.randomUUID()}`;
  if (replace) {
    history.replaceState(null, '', address);
    route.set(sessionOf(address));
  } else {
    location.hash = address;
  }
}
