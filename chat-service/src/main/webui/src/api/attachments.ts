import { send } from './http';
import type { AttachedFile } from './types';

/** Made here from the ids, so that the person's token never goes where a message says. */
function path(sessionId: string, attachmentId: string): string {
  const id = encodeURIComponent;
  return `/v1/sessions/${id(sessionId)}/attachments/${id(attachmentId)}`;
}

/** Stores a file under an id that was made here. Safe to repeat. */
export async function putAttachment(
  sessionId: string,
  file: AttachedFile,
  body: ArrayBuffer,
  signal: AbortSignal,
): Promise<AttachedFile> {
  const query = new URLSearchParams({ filename: file.filename });
  const response = await send(`${path(sessionId, file.id)}?${query}`, {
    method: 'PUT',
    headers: { Accept: 'application/json', 'Content-Type': file.mediaType },
    body,
    signal,
  });
  return (await response.json()) as AttachedFile;
}

/** Takes a file back that no question has; the server keeps one that a question has. */
export async function deleteAttachment(sessionId: string, id: string): Promise<void> {
  await send(path(sessionId, id), { method: 'DELETE' });
}

export async function readAttachment(sessionId: string, id: string): Promise<ArrayBuffer> {
  const response = await send(path(sessionId, id));
  return response.arrayBuffer();
}
