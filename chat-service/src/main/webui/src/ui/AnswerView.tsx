import { memo } from './memo';
import type { AnswerMessage } from '../state/messages';
import { isRunning } from '../state/messages';
import { AnswerActions } from './AnswerActions';
import { AnswerStatus } from './AnswerStatus';
import { Markdown } from './Markdown';

export interface AnswerProps {
  sessionId: string;
  answer: AnswerMessage;
  /** The newest message of the chat: only it can be asked again or gone on with. */
  last: boolean;
}

export const AnswerView = memo((props: AnswerProps) => {
  const { answer } = props;
  const running = isRunning(answer);
  return (
    <article
      class="answer"
      aria-label="Answer"
      aria-busy={running}
      data-testid="message-assistant"
      data-status={answer.status}
      data-answer={answer.id}
    >
      <Markdown text={answer.text} growing={running} />
      <AnswerStatus answer={answer} last={props.last} />
      {!running && <AnswerActions {...props} />}
    </article>
  );
});
