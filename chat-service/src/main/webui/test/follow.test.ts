import { describe, expect, test } from 'vitest';
import type { AnswerEvent } from '../src/answer/events';
import { ATTEMPTS, backoff, follow, type Connection } from '../src/answer/follow';
import { stream } from './bytes';

const WORDS = ['How ', 'fine ', 'it ', 'is.'];

function event(id: number, name: string, data: unknown): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

const STARTED = event(1, 'started', { id: 'a', userMessageId: 'u', messageId: 'a', modelId: 'm' });
const DELTAS = WORDS.map((text, n) =>
  event(n + 2, 'textDelta', { id: 'a', content: { type: 'textDelta', sequenceNumber: n, text } }),
);
const FINISHED = event(6, 'finished', {
  id: 'a',
  content: { type: 'finished', stopReason: 'end_turn' },
});
const ALL = [STARTED, ...DELTAS, FINISHED];

interface Attempt {
  lastEventId: number | undefined;
}

/** Serves the given responses one after the other, then refuses. */
function serve(responses: (() => Response)[]) {
  const attempts: Attempt[] = [];
  const pauses: number[] = [];
  const connection: Connection = {
    open: (lastEventId) => {
      attempts.push({ lastEventId });
      const next = responses.shift();
      return next === undefined ? Promise.reject(new TypeError('down')) : Promise.resolve(next());
    },
    refusal: (cause) => ({ retry: true, afterSeconds: undefined, cause }),
    pause: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  };
  return { connection, attempts, pauses };
}

async function run(connection: Connection, signal = new AbortController().signal) {
  const events: AnswerEvent[] = [];
  let reconnects = 0;
  const end = await follow(connection, {
    signal,
    onEvent: (seen) => events.push(seen),
    onReconnecting: () => reconnects++,
    onConnected: () => undefined,
  });
  const text = events.map((seen) => (seen.kind === 'delta' ? seen.text : '')).join('');
  return { end, events, text, reconnects };
}

test('follows an answer to its end', async () => {
  const { connection } = serve([() => stream(ALL)]);
  const { end, text, reconnects } = await run(connection);
  expect(end).toMatchObject({ kind: 'ended', event: { status: 'finished' } });
  expect(text).toBe(WORDS.join(''));
  expect(reconnects).toBe(0);
});

describe.each([
  ['breaks', true],
  ['ends without a terminal event', false],
])('a stream that %s', (_, broken) => {
  test.each([1, 2, 3, 4, 5])('after event %i is continued there', async (seen) => {
    const { connection, attempts } = serve([
      () => stream(ALL.slice(0, seen), broken),
      () => stream(ALL.slice(seen)),
    ]);
    const { end, text, events } = await run(connection);
    expect(end.kind).toBe('ended');
    expect(text).toBe(WORDS.join(''));
    expect(events).toHaveLength(6);
    expect(attempts).toEqual([{ lastEventId: undefined }, { lastEventId: seen }]);
  });
});

test('hands on nothing twice when the server replays from the start', async () => {
  const { connection } = serve([() => stream(ALL.slice(0, 3), true), () => stream(ALL)]);
  const { text, events } = await run(connection);
  expect(text).toBe(WORDS.join(''));
  expect(events).toHaveLength(6);
});

test('asks again when a part is missing', async () => {
  const { connection, attempts } = serve([
    () => stream([STARTED, DELTAS[0] ?? '', DELTAS[2] ?? '']),
    () => stream(ALL.slice(2)),
  ]);
  const { text } = await run(connection);
  expect(text).toBe(WORDS.join(''));
  expect(attempts[1]).toEqual({ lastEventId: 2 });
});

test('gives up after a number of attempts without progress, with growing pauses', async () => {
  const { connection, attempts, pauses } = serve([]);
  const { end } = await run(connection);
  expect(end.kind).toBe('lost');
  expect(attempts).toHaveLength(ATTEMPTS + 1);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test('counts attempts anew after progress', async () => {
  const pieces = ALL.map((piece) => () => stream([piece], true));
  const { connection, pauses } = serve(pieces);
  const { end } = await run(connection);
  expect(end.kind).toBe('ended');
  expect(new Set(pauses)).toEqual(new Set([backoff(1)]));
});

test('waits as long as the server wishes', async () => {
  const { connection, pauses } = serve([]);
  const refusal = (cause: unknown) => ({ retry: true, afterSeconds: 30, cause });
  await run({ ...connection, refusal });
  expect(pauses[0]).toBe(30_000);
});

test('does not repeat what was refused for good', async () => {
  const { connection, attempts } = serve([]);
  const refusal = (cause: unknown) => ({ retry: false, afterSeconds: undefined, cause });
  expect((await run({ ...connection, refusal })).end.kind).toBe('lost');
  expect(attempts).toHaveLength(1);
});

test('ends at once when nobody listens any more', async () => {
  const abort = new AbortController();
  const endless = () => new Response(new ReadableStream());
  const { connection } = serve([endless]);
  const running = run(connection, abort.signal);
  abort.abort();
  await expect(running).rejects.toThrow();
});

test.each(['stopped', 'blocked', 'failed'] as const)('knows the end "%s"', async (status) => {
  const problem = { type: 't', title: 't', status: 502, detail: 'why' };
  const last = event(2, status, { id: 'a', content: { type: status, problem } });
  const { connection } = serve([() => stream([STARTED, last])]);
  expect((await run(connection)).end).toMatchObject({ event: { status, problem } });
});

test('passes over kinds of events that it does not know', async () => {
  const source = event(2, 'source', { id: 'a', content: { type: 'source' } });
  const end = event(3, 'finished', { id: 'a', content: { type: 'finished' } });
  const { connection } = serve([() => stream([STARTED, source, end])]);
  expect((await run(connection)).events).toHaveLength(2);
});
