import { useLayoutEffect, useRef } from 'preact/hooks';
import { listenForCopy } from '../markdown/codeBlock';
import { MarkdownStream } from '../markdown/stream';

/** A pause this long shows what the drawing would otherwise save up. */
const PAUSE_MS = 200;

export function Markdown(props: { text: string; growing: boolean }) {
  const { text, growing } = props;
  const root = useRef<HTMLDivElement>(null);
  const stream = useRef<MarkdownStream | undefined>(undefined);

  // Before the paint: whoever scrolls after a change needs the height that the text gives.
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return undefined;
    stream.current = new MarkdownStream(element);
    return listenForCopy(element);
  }, []);
  useLayoutEffect(() => {
    if (!growing) {
      stream.current?.end(text);
      return undefined;
    }
    stream.current?.show(text, false);
    const timer = setTimeout(() => stream.current?.show(text, true), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, growing]);

  return <div ref={root} class="markdown" />;
}
