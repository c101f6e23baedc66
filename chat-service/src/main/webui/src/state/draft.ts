import { auth } from '../auth/auth';
import { forget, recall, remember } from './storage';
import { Store } from './store';

const PREFIX = 'cloister.tab.';

/** The text being typed for the open chat. It survives a reload and signing in again. */
export const draft = new Store('');

let key: string | undefined;

export function openDraft(sessionId: string): void {
  const state = auth.get();
  const subject = 'person' in state ? state.person.subject : '';
  key = `${PREFIX}draft.${subject}.${sessionId}`;
  draft.set(recall(sessionStorage, key) ?? '');
}

export function writeDraft(text: string): void {
  draft.set(text);
  if (key !== undefined) remember(sessionStorage, key, text);
}

/** Puts a question that was not accepted back, unless something else has been typed since. */
export function restoreDraft(text: string): void {
  if (draft.get().trim() === '') writeDraft(text);
}

/** Empties the draft if it is this text, because the text is being sent. */
export function takeDraft(text: string): void {
  if (draft.get() === text) writeDraft('');
}

/** Forgets what this tab remembers of the person. */
export function forgetTab(): void {
  forget(sessionStorage, PREFIX);
  draft.set('');
}
