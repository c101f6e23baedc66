import { readEvent, type AnswerEvent, type Ended } from './events';
import { SseParser } from './sse';

/** How one connection came to nothing. */
export interface Refusal {
  /** True when another attempt may work. */
  retry: boolean;
  /** The server's wish, in seconds. */
  afterSeconds: number | undefined;
  cause: unknown;
}

export interface Connection {
  /** Opens the stream after the given event, or from the start. */
  open(lastEventId: number | undefined, signal: AbortSignal): Promise<Response>;
  /** Sorts a failure of `open`. */
  refusal(cause: unknown): Refusal;
  /** Waits before the next attempt; shorter when the network comes back. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export type FollowEnd =
  | { kind: 'ended'; event: Ended }
  /** No terminal event could be had; the answer's fate is unknown here. */
  | { kind: 'lost'; cause: unknown };

export interface FollowOptions {
  onEvent(event: AnswerEvent): void;
  onReconnecting(attempt: number): void;
  /** A connection stands after `onReconnecting`. */
  onConnected(): void;
  signal: AbortSignal;
}

export const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 10_000;
/** Three heartbeats of 15 s missed: the connection is dead, whatever TCP believes. */
const SILENCE_MS = 45_000;

export function backoff(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
}

/**
 * Follows one answer to its terminal event, over as many connections as that takes. Each event is
 * handed on exactly once and in order. Throws only when `signal` is aborted.
 */
export async function follow(connection: Connection, options: FollowOptions): Promise<FollowEnd> {
  const { signal } = options;
  const progress = new Progress(options.onEvent);
  let attempt = 0;
  for (;;) {
    const before = progress.lastEventId;
    let cause: unknown;
    let afterSeconds: number | undefined;
    try {
      const response = await connection.open(progress.lastEventId, signal);
      if (attempt > 0) options.onConnected();
      const ended = await read(response, progress, signal);
      if (ended !== undefined) return { kind: 'ended', event: ended };
      cause = new Error('the stream ended without a terminal event');
    } catch (thrown) {
      signal.throwIfAborted();
      const refusal = connection.refusal(thrown);
      if (!refusal.retry) return { kind: 'lost', cause: thrown };
      cause = refusal.cause;
      afterSeconds = refusal.afterSeconds;
    }
    attempt = progress.lastEventId === before ? attempt + 1 : 1;
    if (attempt > ATTEMPTS) return { kind: 'lost', cause };
    options.onReconnecting(attempt);
    await connection.pause(Math.max(backoff(attempt), (afterSeconds ?? 0) * 1000), signal);
    signal.throwIfAborted();
  }
}

/** What has been handed on so far: drops repeats, refuses gaps. */
class Progress {
  lastEventId: number | undefined;
  #nextSequence = 0;
  readonly #onEvent: (event: AnswerEvent) => void;

  constructor(onEvent: (event: AnswerEvent) => void) {
    this.#onEvent = onEvent;
  }

  accept(id: number, event: AnswerEvent | undefined): Ended | undefined {
    if (this.lastEventId !== undefined && id <= this.lastEventId) return undefined;
    if (event?.kind === 'delta') {
      if (event.sequence > this.#nextSequence) throw new Error('a part of the answer is missing');
      if (event.sequence === this.#nextSequence) {
        this.#nextSequence++;
        this.#onEvent(event);
      }
    } else if (event !== undefined) {
      this.#onEvent(event);
    }
    this.lastEventId = id;
    return event?.kind === 'ended' ? event : undefined;
  }
}

async function read(
  response: Response,
  progress: Progress,
  signal: AbortSignal,
): Promise<Ended | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return undefined;
  const parser = new SseParser();
  try {
    for (;;) {
      const { done, value } = await orSilence(reader.read(), signal);
      if (done) return undefined;
      for (const event of parser.push(value)) {
        const id = Number(event.id);
        if (!Number.isInteger(id)) continue;
        const ended = progress.accept(id, readEvent(event));
        if (ended !== undefined) return ended;
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function orSilence<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(() => reject(new Error('silence'))), SILENCE_MS);
    const aborted = () => finish(() => reject(new DOMException('aborted', 'AbortError')));
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', aborted);
      settle();
    };
    signal.addEventListener('abort', aborted);
    reading.then(
      (value) => finish(() => resolve(value)),
      (cause: unknown) => finish(() => reject(cause instanceof Error ? cause : new Error('read'))),
    );
  });
}
