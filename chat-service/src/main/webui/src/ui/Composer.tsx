import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { stop, submit } from '../state/asking';
import { conversation, runningAnswer } from '../state/conversation';
import { draft, writeDraft } from '../state/draft';
import { useStore } from '../state/store';
import { COMPOSER_ID, touchFirst } from './focus';
import { Icon, StopIcon } from './icons';
import { ModelSelect } from './ModelSelect';
import { OfflineBanner, TroubleBanner } from './Banners';

export function Composer() {
  const text = useStore(draft);
  const state = useStore(conversation);
  const running = runningAnswer(state);
  const box = useRef<HTMLTextAreaElement>(null);
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
  const send = () => {
    if (!ready) return;
    writeDraft('');
    void submit(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div class="composer-place">
      <OfflineBanner />
      {state.trouble !== undefined && <TroubleBanner trouble={state.trouble} />}
      <div class="composer">
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
        />
        <div class="composer-tools">
          <ModelSelect />
          <span class="fine key-hint" id="composer-hint">
            Enter sends, Shift+Enter breaks the line
          </span>
          {running === undefined ? (
            <button
              type="button"
              class="round primary"
              aria-label="Send"
              title="Send"
              data-testid="send"
              disabled={!ready}
              onClick={send}
            >
              <Icon name="send" />
            </button>
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
