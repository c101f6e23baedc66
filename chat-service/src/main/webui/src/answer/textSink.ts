const FLUSH_MS = 30;

/**
 * Collects the pieces of an answer and hands the text on a few times a second. A replay from the
 * start stays hidden until it has more than what was shown before, so that nothing jumps.
 */
export class TextSink {
  #text = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #shown: number;
  readonly #onText: (text: string) => void;

  constructor(shown: string, onText: (text: string) => void) {
    this.#shown = shown.length;
    this.#onText = onText;
  }

  add(text: string): void {
    this.#text += text;
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text.length > this.#shown) this.#onText(this.#text);
  }

  /** Hands on all that came, also a replay that is shorter than what was shown. */
  end(): void {
    this.close();
    if (this.#text !== '') this.#onText(this.#text);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
