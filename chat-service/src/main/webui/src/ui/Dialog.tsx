import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

/** A modal dialog; the browser keeps the focus inside and gives it back afterwards. */
export function Dialog(props: {
  title: string;
  testId: string;
  /** Without it the dialog cannot be dismissed. */
  onClose?: () => void;
  /** Starts at the title, where the first field is not the first thing to do. */
  startsAtTitle?: boolean;
  children: ComponentChildren;
}) {
  const { onClose } = props;
  const element = useRef<HTMLDialogElement>(null);
  const title = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Taken away without being closed, it would not give the focus back.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class="dialog"
      aria-labelledby={title}
      data-testid={props.testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose?.();
      }}
    >
      <div class="dialog-body">
        <h2 id={title} {...(props.startsAtTitle && { tabIndex: -1, autofocus: true })}>
          {props.title}
        </h2>
        {props.children}
      </div>
    </dialog>
  );
}
