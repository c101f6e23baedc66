import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Person } from '../auth/issuer';
import { enterChat, stop, stopListening } from '../state/asking';
import { conversation } from '../state/conversation';
import { openDraft } from '../state/draft';
import { loadRatings } from '../state/feedback';
import { loadModels } from '../state/models';
import { newChat, route, startRoute } from '../state/route';
import { refreshSessions, sessions } from '../state/sessions';
import { useStore } from '../state/store';
import { ChatView } from './ChatView';
import { ExpiredDialog } from './ExpiredDialog';
import { Icon } from './icons';
import { focusComposer } from './focus';
import { Wordmark } from './Logo';
import { Notices } from './Notices';
import { Sidebar } from './Sidebar';

export function Shell(props: { person: Person; expired: boolean }) {
  const sessionId = useStore(route);
  const title = useStore(sessions).items.find((item) => item.id === sessionId)?.title;
  const [drawer, setDrawer] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);

  // Before the first paint, so that nothing can be typed into a box that is about to be filled.
  useLayoutEffect(() => {
    startRoute();
    void refreshSessions();
    void loadModels();
    void loadRatings();
  }, []);
  useLayoutEffect(() => {
    if (sessionId !== undefined) {
      openDraft(sessionId);
      void enterChat(sessionId);
    }
    setDrawer(false);
    return stopListening;
  }, [sessionId]);
  useLayoutEffect(() => {
    const inside = document.activeElement?.closest('.sidebar') != null;
    if (drawer) document.querySelector<HTMLElement>('.new-chat')?.focus();
    else if (inside) opener.current?.focus();
  }, [drawer]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => onShortcut(event, () => setDrawer(false));
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    document.title = title === undefined ? 'Cloister' : `${title} · Cloister`;
  }, [title]);

  return (
    <div class={drawer ? 'shell drawer-open' : 'shell'}>
      <a class="skip" href="#composer" onClick={skip}>
        Skip to the question box
      </a>
      <Sidebar person={props.person} current={sessionId} onClose={() => setDrawer(false)} />
      <div class="scrim" onClick={() => setDrawer(false)} />
      <div class="stage">
        <header class="top-bar">
          <button
            ref={opener}
            type="button"
            class="icon-button"
            aria-label="Show the list of chats"
            data-testid="open-drawer"
            aria-expanded={drawer}
            onClick={() => setDrawer(true)}
          >
            <Icon name="menu" />
          </button>
          {title === undefined ? <Wordmark /> : <span class="top-title">{title}</span>}
          <button
            type="button"
            class="icon-button"
            aria-label="New chat"
            onClick={() => newChat()}
          >
            <Icon name="plus" />
          </button>
        </header>
        <ChatView title={title ?? 'Chat'} />
      </div>
      <Notices />
      {props.expired && <ExpiredDialog />}
    </div>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  focusComposer();
}

function onShortcut(event: KeyboardEvent, closeDrawer: () => void): void {
  if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) {
    closeDrawer();
    if (!event.defaultPrevented) void stop();
  }
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    if (conversation.get().messages.length > 0) newChat();
    focusComposer();
  }
}
