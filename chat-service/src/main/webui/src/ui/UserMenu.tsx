import { useEffect, useRef, useState } from 'preact/hooks';
import { signOut } from '../auth/auth';
import type { Person } from '../auth/issuer';
import { forgetTab } from '../state/draft';
import { removeAll, sessions } from '../state/sessions';
import { useStore } from '../state/store';
import { chooseTheme, theme, type Theme } from '../state/theme';
import { ConfirmDialog } from './ConfirmDialog';
import { Icon } from './icons';

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function UserMenu({ person }: { person: Person }) {
  const [open, setOpen] = useState(false);
  const [clearing, setClearing] = useState(false);
  const some = useStore(sessions).items.length > 0;
  const root = useRef<HTMLDivElement>(null);
  const close = () => setOpen(false);
  useEffect(() => {
    if (!open) return undefined;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) close();
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, [open]);
  const closeAndStay = () => {
    close();
    root.current?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    closeAndStay();
  };
  return (
    <div class="user" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="user-button"
        data-testid="user-menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span class="avatar" aria-hidden="true">
          {[...person.name][0]?.toUpperCase()}
        </span>
        <span class="user-name">
          {person.name}
          <span class="hidden">: account and settings</span>
        </span>
        <Icon name="chevron" flip={open} />
      </button>
      {open && (
        <div class="popover" data-testid="user-popover">
          <ThemeChoice />
          <button
            type="button"
            class="menu-item danger"
            data-testid="delete-all"
            disabled={!some}
            onClick={() => {
              closeAndStay();
              setClearing(true);
            }}
          >
            Delete all chats
          </button>
          <button type="button" class="menu-item" data-testid="sign-out" onClick={leave}>
            Sign out
          </button>
        </div>
      )}
      {clearing && (
        <ConfirmDialog
          title="Delete all chats?"
          text="Every chat of yours will be gone for good, not only those listed here."
          action="Delete all"
          onConfirm={() => void removeAll()}
          onClose={() => setClearing(false)}
        />
      )}
    </div>
  );
}

function leave(): void {
  forgetTab();
  void signOut();
}

function ThemeChoice() {
  const chosen = useStore(theme);
  return (
    <fieldset class="segments">
      <legend class="group-label">Appearance</legend>
      {THEMES.map(({ value, label }) => (
        <label key={value}>
          <input
            type="radio"
            name="theme"
            checked={chosen === value}
            onChange={() => chooseTheme(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
