import { useEffect, useState } from 'preact/hooks';

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
  useEffect(() => {
    const seen = store.get();
    const stop = store.watch(() => redraw({}));
    if (!Object.is(seen, store.get())) redraw({});
    return stop;
  }, [store]);
  return store.get();
}
