import { deleteAttachment, putAttachment } from '../api/attachments';
import { ApiError } from '../api/http';
import {
  addAttachments,
  attachments,
  attachmentsOf,
  changeAttachment,
  dropAttachments,
  type Attachment,
  type Upload,
} from './attachments';
import { choose } from './chosenFiles';
import { mediaTypeOf } from './fileRules';
import { announce, describe, notify } from './notices';
import { retryTime } from './problems';

/** The files that the server does not have yet, by attachment. */
const pending = new Map<string, { file: File; abort: AbortController }>();

/** Attaches files to the next question of a chat: checks them, then uploads them at once. */
export function attach(sessionId: string, files: readonly File[]): void {
  const { taken, reason } = choose(files, attachmentsOf(sessionId).length);
  if (reason !== undefined) notify(reason);
  const added = taken.map((file): Attachment => {
    const id = crypto.randomUUID();
    pending.set(id, { file, abort: new AbortController() });
    const mediaType = mediaTypeOf(file) ?? '';
    const upload: Upload = { kind: 'uploading' };
    return { id, filename: file.name, mediaType, bytes: file.size, upload };
  });
  addAttachments(sessionId, added);
  for (const attachment of added) void upload(sessionId, attachment);
}

export function retryUpload(sessionId: string, attachment: Attachment): Promise<void> {
  changeAttachment(sessionId, attachment.id, { upload: { kind: 'uploading' } });
  return upload(sessionId, attachment);
}

export function removeAttachment(sessionId: string, { id, filename }: Attachment): void {
  pending.get(id)?.abort.abort();
  pending.delete(id);
  dropAttachments(sessionId, [id]);
  // What the server is not told it removes itself, a day later.
  deleteAttachment(sessionId, id).catch(() => {});
  announce(`${filename} is removed.`);
}

export function forgetAttachments(): void {
  for (const { abort } of pending.values()) abort.abort();
  pending.clear();
  attachments.set({});
}

async function upload(sessionId: string, attachment: Attachment): Promise<void> {
  const { id, filename } = attachment;
  const mine = pending.get(id);
  if (mine === undefined) return;
  const { signal } = mine.abort;
  try {
    const bytes = await read(mine.file);
    const stored = await putAttachment(sessionId, attachment, bytes, signal);
    if (signal.aborted) return;
    pending.delete(id);
    changeAttachment(sessionId, id, { ...stored, id, upload: { kind: 'ready' } });
    announce(`${filename} is attached.`);
  } catch (cause) {
    if (signal.aborted) return;
    const failed = failure(cause);
    changeAttachment(sessionId, id, { upload: failed });
    announce(`${filename} could not be attached. ${failed.reason}`);
  }
}

/** Read here, so that a file that is gone is not taken for a silent network. */
async function read(file: File): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch {
    throw new Error('The file cannot be read. If it was moved or changed, attach it again.');
  }
}

function failure(cause: unknown): Extract<Upload, { kind: 'failed' }> {
  const refused = cause instanceof ApiError && [400, 413, 415].includes(cause.status);
  const seconds = cause instanceof ApiError ? cause.retryAfterSeconds : undefined;
  return {
    kind: 'failed',
    reason: describe(cause),
    retry: !refused,
    retryAt: retryTime(seconds),
  };
}
