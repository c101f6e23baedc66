import { useLayoutEffect, useState } from 'preact/hooks';

/** A value that components can watch. Replace it, never mutate it. */
export class Store<T> {
  #value: T;
  readonly #watchers = new Set<() => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const watcher of [...this.#watchers]) watcher();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState({});
  const drawn = store.get();
  useLayoutEffect(() => {
    const stop = store.watch(() => redraw({}));
    // It may have changed between drawing and watching.
    if (!Object.is(drawn, store.get())) redraw({});
    return stop;
  }, [store]);
  return drawn;
}
