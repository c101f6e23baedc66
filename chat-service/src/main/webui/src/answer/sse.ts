/** One event of a text/event-stream. */
export interface SseEvent {
  id: string | undefined;
  name: string;
  data: string;
}

/**
 * Parses a text/event-stream from bytes that may be cut anywhere, also inside a character or
 * between CR and LF. Comments and incomplete events are dropped, as the standard says.
 */
export class SseParser {
  readonly #decoder = new TextDecoder();
  #rest = '';
  #afterReturn = false;
  #id: string | undefined;
  #name = '';
  #data: string[] = [];

  push(bytes: Uint8Array): SseEvent[] {
    let text = this.#decoder.decode(bytes, { stream: true });
    if (this.#afterReturn && text !== '') {
      if (text.startsWith('\n')) text = text.slice(1);
      this.#afterReturn = false;
    }
    const events: SseEvent[] = [];
    let from = 0;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) {
      this.#line(this.#rest + text.slice(from, end.index), events);
      this.#rest = '';
      from = end.index + end[0].length;
      this.#afterReturn = end[0] === '\r' && from === text.length;
    }
    this.#rest += text.slice(from);
    return events;
  }

  #line(line: string, events: SseEvent[]): void {
    if (line === '') {
      if (this.#data.length > 0) {
        const name = this.#name === '' ? 'message' : this.#name;
        events.push({ id: this.#id, name, data: this.#data.join('\n') });
      }
      this.#name = '';
      this.#data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.#data.push(value);
    else if (field === 'event') this.#name = value;
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }
}
