import { Icon } from './icons';

export interface SendButtonProps {
  ready: boolean;
  /** Why it cannot be sent yet although there is something to send. A click tells it. */
  hindrance: string | undefined;
  onClick: () => void;
}

export function SendButton({ ready, hindrance, onClick }: SendButtonProps) {
  return (
    <button
      type="button"
      class="round primary"
      aria-label="Send"
      title={hindrance ?? 'Send'}
      data-testid="send"
      disabled={!ready}
      aria-disabled={hindrance !== undefined}
      onClick={onClick}
    >
      <Icon name="send" />
    </button>
  );
}
