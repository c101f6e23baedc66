import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Takes files that are dropped on an element. True while some are held over it. */
export function useFileDrop(
  target: RefObject<HTMLElement | null>,
  take: (files: readonly File[]) => void,
): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      const { dataTransfer } = event;
      if (dataTransfer === null || !dataTransfer.types.includes('Files')) return;
      const inside = target.current?.contains(event.target as Node) === true;
      // Also beside the element: there a browser would leave the page to show the file.
      event.preventDefault();
      dataTransfer.dropEffect = inside ? 'copy' : 'none';
      setOver(inside && event.type === 'dragover');
      if (inside && event.type === 'drop') take([...dataTransfer.files]);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    addEventListener('dragover', onDrag);
    addEventListener('drop', onDrag);
    addEventListener('dragleave', onLeave);
    return () => {
      removeEventListener('dragover', onDrag);
      removeEventListener('drop', onDrag);
      removeEventListener('dragleave', onLeave);
    };
  }, [target, take]);
  return over;
}
