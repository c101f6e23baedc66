import { useState } from 'preact/hooks';
import type { Person } from '../auth/issuer';
import { groupByDate } from '../state/dates';
import { newChat } from '../state/route';
import { loadMoreSessions, remove, sessions } from '../state/sessions';
import { useStore } from '../state/store';
import type { SessionSummary } from '../api/types';
import { ConfirmDialog } from './ConfirmDialog';
import { focusComposer } from './focus';
import { Icon } from './icons';
import { Wordmark } from './Logo';
import { SessionItem, titleOf } from './SessionItem';
import { UserMenu } from './UserMenu';

export function Sidebar(props: {
  person: Person;
  current: string | undefined;
  onClose: () => void;
}) {
  const { items, nextToken, loading, known } = useStore(sessions);
  const [doomed, setDoomed] = useState<SessionSummary>();
  const start = () => {
    newChat();
    props.onClose();
    focusComposer();
  };
  return (
    <aside class="sidebar" aria-label="Chats">
      <div class="sidebar-head">
        <Wordmark />
        <button
          type="button"
          class="icon-button drawer-only"
          aria-label="Close the list of chats"
          onClick={props.onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <button type="button" class="button new-chat" data-testid="new-chat" onClick={start}>
        <Icon name="plus" />
        New chat
        <kbd class="hint">{/Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <nav class="session-list" aria-label="Earlier chats">
        {groupByDate(items, new Date()).map((group) => (
          <section key={group.label}>
            <h2 class="group-label">{group.label}</h2>
            <ul>
              {group.sessions.map((session) => (
                <SessionItem
                  key={session.id}
                  session={session}
                  current={session.id === props.current}
                  onOpen={props.onClose}
                  onDelete={() => setDoomed(session)}
                />
              ))}
            </ul>
          </section>
        ))}
        {known && items.length === 0 && <p class="quiet pad">Your chats will be listed here.</p>}
        {!known && loading && <p class="quiet pad">Loading…</p>}
        {nextToken !== undefined && (
          <button
            type="button"
            class="button subtle wide"
            data-testid="load-more"
            disabled={loading}
            onClick={() => void loadMoreSessions()}
          >
            {loading ? 'Loading…' : 'Show older chats'}
          </button>
        )}
      </nav>
      <UserMenu person={props.person} />
      {doomed !== undefined && (
        <ConfirmDialog
          title="Delete this chat?"
          text={`“${titleOf(doomed)}” and everything in it will be gone for good.`}
          action="Delete"
          onConfirm={() => void remove(doomed.id)}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </aside>
  );
}
