import { useEffect, useRef } from 'preact/hooks';
import { conversation, loadOlderMessages, runningAnswer } from '../state/conversation';
import { useStore } from '../state/store';
import { AnswerView } from './AnswerView';
import { Composer } from './Composer';
import { EmptyState } from './EmptyState';
import { focusComposer, touchFirst } from './focus';
import { Icon } from './icons';
import { QuestionView } from './QuestionView';
import { useBottom } from './useBottom';

export function ChatView(props: { title: string }) {
  const state = useStore(conversation);
  const { sessionId, phase, messages, olderToken } = state;
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const running = runningAnswer(state) !== undefined;
  const { away, toBottom } = useBottom(scroller, content, sessionId);
  const lastQuestion = messages.findLast((message) => message.role === 'user')?.id;

  useEffect(() => {
    if (phase === 'ready' && !touchFirst()) focusComposer();
  }, [sessionId, phase]);
  useEffect(() => {
    // Asking means wanting to see the answer, wherever one was reading.
    if (running) toBottom();
  }, [lastQuestion]);

  return (
    <main class="chat">
      {messages.length > 0 && <h1 class="hidden">{props.title}</h1>}
      <div class="scroller" ref={scroller} tabIndex={-1}>
        <div class="thread" ref={content} role="log" aria-live="off" aria-label="Conversation">
          {phase === 'loading' && <Skeleton />}
          {phase === 'ready' && messages.length === 0 && <EmptyState />}
          {olderToken !== undefined && (
            <button
              type="button"
              class="button subtle earlier"
              data-testid="load-earlier"
              onClick={() => void loadOlderInPlace(scroller.current)}
            >
              Show earlier messages
            </button>
          )}
          {messages.map((message, index) =>
            message.role === 'user' ? (
              <QuestionView key={message.key} sessionId={sessionId} question={message} />
            ) : (
              <AnswerView
                key={message.key}
                sessionId={sessionId}
                answer={message}
                last={index === messages.length - 1}
              />
            ),
          )}
        </div>
      </div>
      <div class="foot">
        {away && (
          <button type="button" class="to-bottom" data-testid="jump-to-latest" onClick={toBottom}>
            <Icon name="down" />
            <span>{running ? 'Follow the answer' : 'Jump to latest'}</span>
          </button>
        )}
        <Composer key={sessionId} />
      </div>
    </main>
  );
}

/** What was being read stays where it is while older messages come in above it. */
async function loadOlderInPlace(box: HTMLElement | null): Promise<void> {
  const below = box === null ? 0 : box.scrollHeight - box.scrollTop;
  await loadOlderMessages();
  requestAnimationFrame(() => {
    box?.scrollTo(0, box.scrollHeight - below);
    // The button may be gone, and the keyboard's place with it.
    if (document.activeElement === document.body) box?.focus({ preventScroll: true });
  });
}

function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label="Loading the chat">
      <span />
      <span />
      <span />
    </div>
  );
}
