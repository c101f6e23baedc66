import { readAttachment } from '../api/attachments';
import type { AttachedFile } from '../api/types';
import { notifyError } from './notices';

/** A browser has taken the bytes over by then. */
const KEEP_MS = 60_000;

/** Saves an attached file. A plain link could not: the request needs the person's token. */
export async function download(sessionId: string, file: AttachedFile): Promise<void> {
  try {
    const bytes = await readAttachment(sessionId, file.id);
    // Whatever it is, no browser shall show it as a page of this origin.
    const blob = new Blob([bytes], { type: 'application/octet-stream' });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = file.filename;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
  } catch (cause) {
    notifyError(cause);
  }
}
