/** Browser storage that may be full or forbidden; then the page works without memory. */
export function recall(storage: Storage, key: string): string | undefined {
  try {
    return storage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(storage: Storage, key: string, value: string | undefined): void {
  try {
    if (value === undefined || value === '') storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Nothing depends on it.
  }
}

/** Forgets everything under the prefix. */
export function forget(storage: Storage, prefix: string): void {
  try {
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
  } catch {
    // Nothing depends on it.
  }
}
