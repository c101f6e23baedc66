import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rating } from '../api/types';
import { giveFeedback, loadReasons, ratings } from '../state/feedback';
import { describe } from '../state/notices';
import type { AnswerProps } from './AnswerView';
import { Dialog } from './Dialog';
import { feedbackFor } from './feedbackFor';

const LONGEST_TEXT = 1000;

export function FeedbackDialog(props: AnswerProps & { rating: Rating; onClose: () => void }) {
  const { sessionId, answer, rating, onClose } = props;
  const bad = rating === 'thumbs_down';
  const given = ratings.get()[answer.id];
  const [reasons, setReasons] = useState<string[]>([]);
  const [reason, setReason] = useState(given?.reason);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (bad) loadReasons().then(setReasons, (cause: unknown) => setError(describe(cause)));
  }, [bad]);

  const send = async () => {
    const words = text.current?.value.trim() ?? '';
    setBusy(true);
    try {
      await giveFeedback({
        ...feedbackFor(sessionId, answer, rating),
        ...(bad && reason !== undefined && { reason }),
        ...(words !== '' && { text_feedback: words }),
      });
      onClose();
    } catch (cause) {
      setError(describe(cause));
      setBusy(false);
    }
  };

  return (
    <Dialog
      title={bad ? 'What was wrong?' : 'What was good?'}
      testId="feedback-dialog"
      startsAtTitle={bad}
      onClose={onClose}
    >
      {bad && (
        <fieldset class="reasons">
          <legend class="hidden">Reason</legend>
          {reasons.map((value) => (
            <label key={value} class="chip">
              <input
                type="radio"
                name="reason"
                value={value}
                data-testid={`reason-${value}`}
                checked={reason === value}
                onChange={() => setReason(value)}
              />
              <span>{spell(value)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="field">
        <span>Anything to add? (optional)</span>
        <textarea
          ref={text}
          rows={3}
          maxLength={LONGEST_TEXT}
          defaultValue={given?.rating === rating ? (given.text ?? '') : ''}
          data-testid="feedback-text"
        />
      </label>
      {error !== undefined && (
        <p class="inline-error" role="alert">
          {error}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button primary"
          data-testid="feedback-submit"
          disabled={busy || (bad && reason === undefined)}
          onClick={() => void send()}
        >
          Send
        </button>
      </div>
    </Dialog>
  );
}

/** `off_topic` reads "Off topic". */
function spell(reason: string): string {
  const words = reason.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
