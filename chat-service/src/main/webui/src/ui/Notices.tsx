import { announcement, dismissNotice, notice } from '../state/notices';
import { useStore } from '../state/store';
import { Icon } from './icons';

export function Notices() {
  const text = useStore(notice);
  return (
    <>
      <div class="hidden" role="status" aria-live="polite">
        {useStore(announcement)}
      </div>
      <div role="alert" class="notice-place">
        {text !== undefined && (
          <div class="notice" data-testid="notice">
            {text}
            <button type="button" class="icon-button" aria-label="Dismiss" onClick={dismissNotice}>
              <Icon name="close" />
            </button>
          </div>
        )}
      </div>
    </>
  );
}
