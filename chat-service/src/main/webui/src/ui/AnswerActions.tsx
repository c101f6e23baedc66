import { useState } from 'preact/hooks';
import { askLastAgain } from '../state/asking';
import { giveFeedback, ratings } from '../state/feedback';
import { modelName } from '../state/models';
import { notify, notifyError } from '../state/notices';
import { useStore } from '../state/store';
import { offersRetry } from './AnswerStatus';
import type { AnswerProps } from './AnswerView';
import { FeedbackDialog } from './FeedbackDialog';
import { feedbackFor } from './feedbackFor';
import { Icon } from './icons';
import type { Rating } from '../api/types';

export function AnswerActions(props: AnswerProps) {
  const { answer, sessionId, last } = props;
  const given = useStore(ratings)[answer.id];
  const [copied, setCopied] = useState(false);
  const [rating, setRating] = useState<Rating>();
  const up = () => {
    if (given?.rating === 'thumbs_up') setRating('thumbs_up');
    else giveFeedback(feedbackFor(sessionId, answer, 'thumbs_up')).catch(notifyError);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(answer.text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      notify('The browser does not allow copying here.');
    }
  };
  const thumb = (value: Rating) => ({
    type: 'button' as const,
    class: 'icon-button small',
    'aria-pressed': given?.rating === value,
  });
  return (
    <div class="answer-actions">
      {answer.text !== '' && (
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
      )}
      <button
        {...thumb('thumbs_up')}
        aria-label="Good answer"
        title="Good answer"
        data-testid="thumb-up"
        onClick={up}
      >
        <Icon name="up" />
      </button>
      <button
        {...thumb('thumbs_down')}
        aria-label="Bad answer"
        title="Bad answer"
        data-testid="thumb-down"
        onClick={() => setRating('thumbs_down')}
      >
        <Icon name="up" flip />
      </button>
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
      <span class="fine facts">{facts(answer.modelId, answer.responseTimeMs)}</span>
      {rating !== undefined && (
        <FeedbackDialog {...props} rating={rating} onClose={() => setRating(undefined)} />
      )}
    </div>
  );
}

function facts(modelId: string, responseTimeMs: number | undefined): string {
  const seconds = responseTimeMs === undefined ? '' : `${(responseTimeMs / 1000).toFixed(1)} s`;
  return [modelId === '' ? '' : modelName(modelId), seconds].filter(Boolean).join(' · ');
}
