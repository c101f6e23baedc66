import type { RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

/** This near to the end counts as being there. */
const NEAR_PX = 40;

/**
 * Keeps a scrolled element at its end while its content grows, unless the reader has gone up.
 * `away` is true while there is more below than the reader sees.
 */
export function useBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  chat: string,
): { away: boolean; toBottom: () => void } {
  const follows = useRef(true);
  const [away, setAway] = useState(false);

  const toBottom = useCallback(() => {
    const box = scroller.current;
    if (box === null) return;
    follows.current = true;
    setAway(false);
    box.scrollTop = box.scrollHeight;
  }, [scroller]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return undefined;
    let top = box.scrollTop;
    const onScroll = () => {
      const near = box.scrollHeight - box.clientHeight - box.scrollTop < NEAR_PX;
      // Only the reader moves it up; growth and this hook move it down.
      if (near) follows.current = true;
      else if (box.scrollTop < top) follows.current = false;
      top = box.scrollTop;
      setAway(!near && !follows.current);
    };
    const onGrowth = () => {
      if (follows.current) box.scrollTop = box.scrollHeight;
      else onScroll();
    };
    const observer = new ResizeObserver(onGrowth);
    observer.observe(inner);
    observer.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    toBottom();
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [scroller, content, chat, toBottom]);

  return { away, toBottom };
}
