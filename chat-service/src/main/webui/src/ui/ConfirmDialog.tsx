import { Dialog } from './Dialog';

export function ConfirmDialog(props: {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const confirm = () => {
    props.onClose();
    props.onConfirm();
  };
  return (
    <Dialog title={props.title} testId="confirm-dialog" onClose={props.onClose}>
      <p class="quiet">{props.text}</p>
      <div class="dialog-actions">
        <button type="button" class="button" data-testid="confirm-cancel" onClick={props.onClose}>
          Cancel
        </button>
        <button type="button" class="button danger" data-testid="confirm-ok" onClick={confirm}>
          {props.action}
        </button>
      </div>
    </Dialog>
  );
}
