import { useRef } from 'preact/hooks';
import type { Attachment, Upload } from '../state/attachments';
import { sizeText } from '../state/fileRules';
import { waitText } from '../state/problems';
import { removeAttachment, retryUpload } from '../state/uploads';
import { FileFacts } from './FileFacts';
import { focusComposer } from './focus';
import { Icon } from './icons';
import { useSecondsUntil } from './useSecondsUntil';

/** A file that goes with the next question. */
export function AttachmentChip(props: { sessionId: string; file: Attachment }) {
  const { sessionId, file } = props;
  const { upload } = file;
  const remove = useRef<HTMLButtonElement>(null);
  const wait = useSecondsUntil(upload.kind === 'failed' ? upload.retryAt : undefined);
  const retry = () => {
    void retryUpload(sessionId, file);
    // This button is about to go, and the keyboard's place with it.
    remove.current?.focus();
  };
  const onRemove = () => {
    removeAttachment(sessionId, file);
    focusComposer();
  };
  return (
    <li class={`file ${upload.kind}`} data-testid="attachment" data-status={upload.kind}>
      <FileFacts name={file.filename} fact={fact(upload, file.bytes)} />
      {upload.kind === 'failed' && upload.retry && (
        <button
          type="button"
          class="button small"
          aria-label={`Upload ${file.filename} again`}
          data-testid="attachment-retry"
          disabled={wait > 0}
          onClick={retry}
        >
          {wait > 0 ? `Retry in ${waitText(wait)}` : 'Retry'}
        </button>
      )}
      <button
        ref={remove}
        type="button"
        class="icon-button small"
        aria-label={`Remove ${file.filename}`}
        title="Remove"
        data-testid="attachment-remove"
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function fact(upload: Upload, bytes: number): string {
  switch (upload.kind) {
    case 'uploading':
      return `${sizeText(bytes)} · uploading…`;
    case 'ready':
      return sizeText(bytes);
    case 'failed':
      return upload.reason;
  }
}
