import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { stop, submit } from '../state/asking';
import { attachments, hindrance } from '../state/attachments';
import { conversation, runningAnswer } from '../state/conversation';
import { draft, takeDraft, writeDraft } from '../state/draft';
import { notify } from '../state/notices';
import { useStore } from '../state/store';
import { attach } from '../state/uploads';
import { AttachButton } from './AttachButton';
import { AttachmentChip } from './AttachmentChip';
import { COMPOSER_ID, touchFirst } from './focus';
import { StopIcon } from './icons';
import { ModelSelect } from './ModelSelect';
import { OfflineBanner, TroubleBanner } from './Banners';
import { pastedFiles } from './pastedFiles';
import { SendButton } from './SendButton';
import { useFileDrop } from './useFileDrop';

export function Composer() {
  const text = useStore(draft);
  const state = useStore(conversation);
  const { sessionId } = state;
  const files = useStore(attachments)[sessionId] ?? [];
  const running = runningAnswer(state);
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const take = useCallback(
    (dropped: readonly File[]) => {
      attach(sessionId, dropped);
      box.current?.focus();
    },
    [sessionId],
  );
  const over = useFileDrop(frame, take);
  useLayoutEffect(() => {
    const area = box.current;
    if (area === null) return;
    // Set through the CSSOM, which the policy allows, not as an attribute of the page's text.
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);
  useEffect(() => {
    if (running === undefined && !touchFirst() && document.activeElement === document.body) {
      box.current?.focus();
    }
  }, [running === undefined]);

  const ready = state.phase === 'ready' && running === undefined && text.trim() !== '';
  const wait = hindrance(files);
  const send = () => {
    if (!ready) return;
    if (wait !== undefined) return notify(wait);
    takeDraft({ sessionId, text, attachments: files });
    void submit(text.trim(), files);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = pastedFiles(event.clipboardData);
    if (pasted.length === 0) return;
    event.preventDefault();
    attach(sessionId, pasted);
  };
  return (
    <div class="composer-place">
      <OfflineBanner />
      {state.trouble !== undefined && <TroubleBanner trouble={state.trouble} />}
      <div class={over ? 'composer over' : 'composer'} ref={frame}>
        {files.length > 0 && (
          <ul class="files" aria-label="Files for your question">
            {files.map((file) => (
              <AttachmentChip key={file.id} sessionId={sessionId} file={file} />
            ))}
          </ul>
        )}
        <label class="hidden" for={COMPOSER_ID}>
          Your question
        </label>
        <textarea
          id={COMPOSER_ID}
          ref={box}
          rows={1}
          value={text}
          placeholder="Ask anything…"
          data-testid="composer"
          aria-describedby="composer-hint"
          onInput={(event) => writeDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <div class="composer-tools">
          <AttachButton sessionId={sessionId} />
          <ModelSelect />
          <span class="fine key-hint" id="composer-hint">
            Enter sends, Shift+Enter breaks the line
          </span>
          {running === undefined ? (
            <SendButton ready={ready} hindrance={wait} onClick={send} />
          ) : (
            <button
              type="button"
              class="round"
              aria-label="Stop the answer"
              title="Stop (Esc)"
              data-testid="stop"
              disabled={running.stopping === true}
              onClick={() => void stop()}
            >
              <StopIcon />
            </button>
          )}
        </div>
      </div>
      <p class="fine footnote">Answers come from a model and can be wrong. Check what matters.</p>
    </div>
  );
}
