import { useState } from 'preact/hooks';
import type { AttachedFile } from '../api/types';
import { download } from '../state/download';
import { sizeText } from '../state/fileRules';
import type { UserMessage } from '../state/messages';
import { FileFacts } from './FileFacts';
import { Icon } from './icons';
import { memo } from './memo';

export const QuestionView = memo((props: { sessionId: string; question: UserMessage }) => {
  const { text, attachments } = props.question;
  return (
    <div class="question" data-testid="message-user">
      <span class="hidden">You asked: </span>
      {text}
      {attachments.length > 0 && (
        <ul class="files" aria-label="Attached files">
          {attachments.map((file) => (
            <li key={file.id}>
              <FileDownload sessionId={props.sessionId} file={file} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});

function FileDownload({ sessionId, file }: { sessionId: string; file: AttachedFile }) {
  const [busy, setBusy] = useState(false);
  const save = () => {
    // Not disabled meanwhile: that would take the keyboard's place away.
    if (busy) return;
    setBusy(true);
    void download(sessionId, file).finally(() => setBusy(false));
  };
  const size = sizeText(file.bytes);
  return (
    <button
      type="button"
      class="file"
      aria-label={`Download ${file.filename}, ${size}`}
      aria-busy={busy}
      data-testid="attachment-download"
      onClick={save}
    >
      <FileFacts name={file.filename} fact={busy ? 'downloading…' : size} />
      <Icon name="save" />
    </button>
  );
}
