import type { AttachedFile } from '../api/types';
import { MOST_FILES } from './fileRules';
import { recall, remember } from './storage';
import { Store } from './store';
import { tabKey } from './tab';

export type Upload =
  | { kind: 'uploading' }
  | { kind: 'ready' }
  /** `retry` is false where the same bytes would be refused again; `retryAt` as in `Trouble`. */
  | { kind: 'failed'; reason: string; retry: boolean; retryAt: number | undefined };

/** A file that goes with the next question. */
export interface Attachment extends AttachedFile {
  upload: Upload;
}

const NONE: readonly Attachment[] = [];
const LEFT_BEHIND: Upload = {
  kind: 'failed',
  reason: 'The page was left before this file was uploaded. Remove it and attach it again.',
  retry: false,
  retryAt: undefined,
};

/** By chat, because uploads go on while another one is open. */
export const attachments = new Store<Record<string, readonly Attachment[]>>({});

export function attachmentsOf(sessionId: string): readonly Attachment[] {
  return attachments.get()[sessionId] ?? NONE;
}

/** Finds what was attached before a reload or before signing in again. */
export function openAttachments(sessionId: string): void {
  if (attachments.get()[sessionId] !== undefined) return;
  const found = recallFiles(tabKey('files', sessionId));
  attachments.update((all) => ({ ...all, [sessionId]: found }));
}

export function addAttachments(sessionId: string, added: readonly Attachment[]): void {
  change(sessionId, (files) => [...files, ...added]);
}

export function changeAttachment(sessionId: string, id: string, part: Partial<Attachment>): void {
  change(sessionId, (files) => files.map((file) => (file.id === id ? { ...file, ...part } : file)));
}

export function dropAttachments(sessionId: string, ids: readonly string[]): void {
  change(sessionId, (files) => files.filter((file) => !ids.includes(file.id)));
}

/** Files of a question that was not taken; they come before what was attached since. */
export function putBackAttachments(sessionId: string, back: readonly AttachedFile[]): void {
  const ready: Upload = { kind: 'ready' };
  change(sessionId, (files) => {
    const missing = back.filter(({ id }) => !files.some((file) => file.id === id));
    return [...missing.map((file) => ({ ...file, upload: ready })), ...files];
  });
}

/** Why a question with these files cannot be sent yet, for a person. */
export function hindrance(files: readonly Attachment[]): string | undefined {
  if (files.some((file) => file.upload.kind === 'failed')) {
    return 'A file could not be uploaded. Try it again or remove it.';
  }
  if (files.some((file) => file.upload.kind === 'uploading')) {
    return 'Files are still being uploaded.';
  }
  const over = files.length - MOST_FILES;
  return over > 0 ? `A question takes ${MOST_FILES} files at most: remove ${over}.` : undefined;
}

function change(
  sessionId: string,
  next: (files: readonly Attachment[]) => readonly Attachment[],
): void {
  openAttachments(sessionId);
  const files = next(attachmentsOf(sessionId));
  attachments.update((all) => ({ ...all, [sessionId]: files }));
  const text = files.length === 0 ? undefined : JSON.stringify(files);
  remember(sessionStorage, tabKey('files', sessionId), text);
}

function recallFiles(key: string): readonly Attachment[] {
  try {
    const files = JSON.parse(recall(sessionStorage, key) ?? '[]') as Attachment[];
    // The bytes of the others are gone with the page that had them.
    return files.map((file) =>
      file.upload.kind === 'ready' ? file : { ...file, upload: LEFT_BEHIND },
    );
  } catch {
    return NONE;
  }
}
