import { askLastAgain, resume, submit } from '../state/asking';
import type { AnswerMessage } from '../state/messages';
import { problemDetail, waitText } from '../state/problems';
import { Icon, StopIcon } from './icons';
import { useSecondsUntil } from './useSecondsUntil';

const ANSWERING = 'Answering…';
const CONTINUE = 'Please continue exactly where you stopped.';

/** How an answer stands or how it ended, where that is not simply "finished". */
export function AnswerStatus({ answer, last }: { answer: AnswerMessage; last: boolean }) {
  const { text, tone } = describeStatus(answer);
  const cut = answer.status === 'finished' && answer.stopReason === 'max_tokens';
  const askAgain = last && offersRetry(answer);
  const wait = useSecondsUntil(answer.retryAt);
  if (text === undefined && tone === 'calm') {
    return <span class="hidden" data-testid="answer-status" data-status={answer.status} />;
  }
  return (
    <p
      class={`answer-status ${tone}`}
      data-testid="answer-status"
      data-status={answer.status}
    >
      <StatusMark answer={answer} tone={tone} />
      <span class={answer.text !== '' && text === ANSWERING ? 'hidden' : ''}>{text}</span>
      {cut && last && (
        <button
          type="button"
          class="button small"
          data-testid="continue"
          onClick={() => void submit(CONTINUE)}
        >
          Continue
        </button>
      )}
      {askAgain && (
        <button
          type="button"
          class="button small"
          data-testid="retry"
          disabled={wait > 0}
          onClick={askLastAgain}
        >
          {wait > 0 ? `Retry in ${waitText(wait)}` : 'Retry'}
        </button>
      )}
      {answer.status === 'lost' && (
        <button
          type="button"
          class="button small"
          data-testid="reconnect"
          onClick={() => void resume(answer)}
        >
          Reconnect
        </button>
      )}
    </p>
  );
}

/** Ends after which asking again is the obvious thing to do. */
export function offersRetry(answer: AnswerMessage): boolean {
  return answer.status === 'failed' || answer.status === 'interrupted';
}

interface Description {
  text: string | undefined;
  tone: 'busy' | 'calm' | 'bad';
}

function describeStatus(answer: AnswerMessage): Description {
  const saved = answer.text === '' ? '' : ' What was saved is shown above.';
  switch (answer.status) {
    case 'waiting':
    case 'streaming':
      if (answer.stopping) return { text: 'Stopping…', tone: 'busy' };
      if (answer.reconnecting) return { text: 'Connection lost. Reconnecting…', tone: 'busy' };
      return { text: ANSWERING, tone: 'busy' };
    case 'finished':
      return { text: describeStopReason(answer.stopReason), tone: 'calm' };
    case 'stopped':
      return { text: 'Stopped', tone: 'calm' };
    case 'blocked':
      return { text: 'Blocked by a content filter. Try to ask in another way.', tone: 'bad' };
    case 'failed':
      return {
        text: answer.problem?.detail ?? problemDetail(answer.problemType),
        tone: 'bad',
      };
    case 'interrupted':
      return { text: `The answer broke off.${saved}`, tone: 'bad' };
    case 'lost':
      return { text: 'The answer broke off: the connection is gone.', tone: 'bad' };
  }
}

function describeStopReason(reason: string | undefined): string | undefined {
  if (reason === 'max_tokens') return 'Cut at the length limit';
  if (reason === 'model_context_window_exceeded') return 'Cut: the chat is too long for the model';
  return undefined;
}

function StatusMark({ answer, tone }: { answer: AnswerMessage; tone: Description['tone'] }) {
  if (tone === 'busy') return <Dots />;
  return answer.status === 'stopped' ? <StopIcon /> : <Icon name="alert" />;
}

function Dots() {
  return (
    <span class="dots" aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
