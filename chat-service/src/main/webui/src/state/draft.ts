import type { AttachedFile } from '../api/types';
import { dropAttachments, openAttachments, putBackAttachments } from './attachments';
import { recall, remember } from './storage';
import { Store } from './store';
import { forgetTabKeys, tabKey } from './tab';
import { forgetAttachments } from './uploads';

/** Between a question that was put back and what was typed while it was under way. */
const GAP = '\n\n';

export interface Written {
  sessionId: string;
  text: string;
  attachments: readonly AttachedFile[];
}

/** The text being typed for the open chat. It survives a reload and signing in again. */
export const draft = new Store('');

let open: string | undefined;

export function openDraft(sessionId: string): void {
  open = sessionId;
  draft.set(recall(sessionStorage, tabKey('draft', sessionId)) ?? '');
  openAttachments(sessionId);
}

export function writeDraft(text: string): void {
  draft.set(text);
  if (open !== undefined) remember(sessionStorage, tabKey('draft', open), text);
}

/** Puts a question that was not accepted back, before what has been typed and attached since. */
export function restoreDraft({ sessionId, text, attachments }: Written): void {
  change(sessionId, (typed) =>
    typed.trim() === '' || typed === text ? text : `${text}${GAP}${typed}`,
  );
  putBackAttachments(sessionId, attachments);
}

/** Takes a question that is being sent out of the draft. Text that was changed since stays. */
export function takeDraft({ sessionId, text, attachments }: Written): void {
  change(sessionId, (typed) => {
    if (typed === text) return '';
    return typed.startsWith(text + GAP) ? typed.slice(text.length + GAP.length) : typed;
  });
  dropAttachments(
    sessionId,
    attachments.map((file) => file.id),
  );
}

/** Forgets what this tab remembers of the person. */
export function forgetTab(): void {
  forgetTabKeys();
  draft.set('');
  forgetAttachments();
}

/** The chat may have been left while its question was under way. */
function change(sessionId: string, next: (typed: string) => string): void {
  if (sessionId === open) return writeDraft(next(draft.get()));
  const key = tabKey('draft', sessionId);
  remember(sessionStorage, key, next(recall(sessionStorage, key) ?? ''));
}
