import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionSummary } from '../api/types';
import { rename } from '../state/sessions';
import { Icon } from './icons';

const LONGEST_TITLE = 200;

export function titleOf(session: SessionSummary): string {
  return session.title === '<no_title>' ? 'Untitled chat' : session.title;
}

export function SessionItem(props: {
  session: SessionSummary;
  current: boolean;
  onOpen: () => void;
  onDelete: () => void;
}) {
  const { session, current } = props;
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const byKey = useRef(false);
  useEffect(() => {
    if (!editing && byKey.current) pencil.current?.focus();
    byKey.current = false;
  }, [editing]);
  const title = titleOf(session);
  const endEditing = (withKey: boolean) => {
    byKey.current = withKey;
    setEditing(false);
  };
  return (
    <li
      class={current ? 'session current' : 'session'}
      data-testid="session-item"
      data-session={session.id}
    >
      {editing ? (
        <TitleEditor session={session} onDone={endEditing} />
      ) : (
        <>
          <a
            href={`#/c/${session.id}`}
            aria-current={current ? 'page' : undefined}
            title={title}
            onClick={props.onOpen}
          >
            <span data-testid="session-title">{title}</span>
          </a>
          <span class="session-tools">
            <button
              ref={pencil}
              type="button"
              class="icon-button small"
              aria-label={`Rename “${title}”`}
              title="Rename"
              data-testid="session-rename"
              onClick={() => setEditing(true)}
            >
              <Icon name="pencil" />
            </button>
            <button
              type="button"
              class="icon-button small"
              aria-label={`Delete “${title}”`}
              title="Delete"
              data-testid="session-delete"
              onClick={props.onDelete}
            >
              <Icon name="bin" />
            </button>
          </span>
        </>
      )}
    </li>
  );
}

function TitleEditor(props: { session: SessionSummary; onDone: (byKey: boolean) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const over = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (keep: boolean, byKey: boolean) => {
    if (over.current) return;
    over.current = true;
    const title = (input.current?.value ?? '').trim();
    if (keep && title !== '' && title !== props.session.title) {
      void rename(props.session.id, title);
    }
    props.onDone(byKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') finish(true, true);
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      finish(false, true);
    }
  };
  return (
    <input
      ref={input}
      class="title-editor"
      aria-label="Title of the chat"
      data-testid="session-title-input"
      maxLength={LONGEST_TITLE}
      defaultValue={titleOf(props.session)}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true, false)}
    />
  );
}
