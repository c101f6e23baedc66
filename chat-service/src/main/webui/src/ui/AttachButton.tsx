import { ACCEPTED } from '../state/fileRules';
import { attach } from '../state/uploads';
import { Icon } from './icons';

/** The browser's own control, drawn as a paper clip: the keyboard and screen readers know it. */
export function AttachButton({ sessionId }: { sessionId: string }) {
  const onChange = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // Otherwise the same file could not be chosen again after it was removed.
    input.value = '';
    attach(sessionId, files);
  };
  return (
    <label class="icon-button attach" title="Attach files">
      <Icon name="clip" />
      <input
        type="file"
        class="hidden"
        multiple
        accept={ACCEPTED}
        aria-label="Attach files"
        data-testid="attach"
        onChange={onChange}
      />
    </label>
  );
}
