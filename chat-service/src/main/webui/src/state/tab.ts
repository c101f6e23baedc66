import { auth } from '../auth/auth';
import { forget } from './storage';

const PREFIX = 'cloister.tab.';

/** Where this tab remembers something of the person's in a chat. */
export function tabKey(kind: 'draft' | 'files', sessionId: string): string {
  const state = auth.get();
  const subject = 'person' in state ? state.person.subject : '';
  return `${PREFIX}${kind}.${subject}.${sessionId}`;
}

export function forgetTabKeys(): void {
  forget(sessionStorage, PREFIX);
}
