import { useState } from 'preact/hooks';
import type { Rating } from '../api/types';
import { askLastAgain } from '../state/asking';
import { giveFeedback, ratings } from '../state/feedback';
import type { AnswerMessage } from '../state/messages';
import { modelName } from '../state/models';
import { notify, notifyError } from '../state/notices';
import { useStore } from '../state/store';
import { offersRetry } from './AnswerStatus';
import type { AnswerProps } from './AnswerView';
import { FeedbackDialog } from './FeedbackDialog';
import { feedbackFor } from './feedbackFor';
import { Icon } from './icons';

const COPIED_MS = 1500;

export function AnswerActions(props: AnswerProps) {
  const { answer, last } = props;
  const some = answer.text !== '';
  return (
    <div class="answer-actions">
      {some && <CopyAnswer text={answer.text} />}
      {some && <Thumbs {...props} />}
      {last && !offersRetry(answer) && (
        <button
          type="button"
          class="icon-button small"
          aria-label="Ask again"
          title="Ask again"
          data-testid="retry"
          onClick={askLastAgain}
        >
          <Icon name="retry" />
        </button>
      )}
      {some && <span class="fine facts">{facts(answer)}</span>}
    </div>
  );
}

function CopyAnswer({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      notify('The browser does not allow copying here.');
    }
  };
  return (
    <button
      type="button"
      class="icon-button small"
      aria-label="Copy the answer"
      title={copied ? 'Copied' : 'Copy'}
      data-testid="copy-answer"
      onClick={() => void copy()}
    >
      <Icon name={copied ? 'check' : 'copy'} />
    </button>
  );
}

function Thumbs(props: AnswerProps) {
  const { answer, sessionId } = props;
  const given = useStore(ratings)[answer.id]?.rating;
  const [asked, setAsked] = useState<Rating>();
  const up = () => {
    // The first click is the whole answer; another one lets the person add words.
    if (given === 'thumbs_up') setAsked('thumbs_up');
    else giveFeedback(feedbackFor(sessionId, answer, 'thumbs_up')).catch(notifyError);
  };
  return (
    <>
      <button
        type="button"
        class="icon-button small"
        aria-pressed={given === 'thumbs_up'}
        aria-label="Good answer"
        title="Good answer"
        data-testid="thumb-up"
        onClick={up}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        class="icon-button small"
        aria-pressed={given === 'thumbs_down'}
        aria-label="Bad answer"
        title="Bad answer"
        data-testid="thumb-down"
        onClick={() => setAsked('thumbs_down')}
      >
        <Icon name="up" flip />
      </button>
      {asked !== undefined && (
        <FeedbackDialog {...props} rating={asked} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

function facts({ modelId, responseTimeMs }: AnswerMessage): string {
  const seconds = responseTimeMs === undefined ? '' : `${(responseTimeMs / 1000).toFixed(1)} s`;
  return [modelId === '' ? '' : modelName(modelId), seconds].filter(Boolean).join(' · ');
}
