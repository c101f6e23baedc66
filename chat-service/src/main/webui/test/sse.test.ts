import { describe, expect, test } from 'vitest';
import { SseParser, type SseEvent } from '../src/answer/sse';
import { bytes } from './bytes';

const EVENTS: SseEvent[] = [
  { id: '1', name: 'started', data: '{"id":"a"}' },
  { id: '2', name: 'textDelta', data: 'Grüße, 世界 🏛️' },
  { id: '3', name: 'message', data: 'two\nlines' },
];

const LINES = [
  ': comment',
  'event: started',
  'id: 1',
  'data: {"id":"a"}',
  '',
  ': heartbeat',
  '',
  'event:textDelta',
  'id:2',
  'data: Grüße, 世界 🏛️',
  '',
  'unknown: field',
  'id: 3',
  'data: two',
  'data: lines',
  '',
  '',
];

function parse(pieces: readonly Uint8Array[]): SseEvent[] {
  const parser = new SseParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe.each([
  ['LF', '\n'],
  ['CR LF', '\r\n'],
  ['CR', '\r'],
])('with %s line ends', (_, end) => {
  const all = bytes(LINES.join(end));

  test('reads the whole in one piece', () => {
    expect(parse([all])).toEqual(EVENTS);
  });

  test('reads the same when cut in two at any byte', () => {
    for (let cut = 0; cut <= all.length; cut++) {
      expect(parse([all.slice(0, cut), all.slice(cut)]), `cut at ${cut}`).toEqual(EVENTS);
    }
  });

  test('reads the same byte by byte', () => {
    expect(parse([...all].map((byte) => Uint8Array.of(byte)))).toEqual(EVENTS);
  });
});

test('skips a byte order mark', () => {
  expect(parse([bytes('\uFEFFdata: a\n\n')])).toEqual([
    { id: undefined, name: 'message', data: 'a' },
  ]);
});

test('keeps one space less than it was sent after the colon', () => {
  expect(parse([bytes('data:  a\n\n')])[0]?.data).toBe(' a');
});

test('drops an event that the stream broke off in', () => {
  expect(parse([bytes('id: 1\ndata: half')])).toEqual([]);
});

test('keeps the id for events that bring none', () => {
  const events = parse([bytes('id: 7\ndata: a\n\ndata: b\n\n')]);
  expect(events.map((event) => event.id)).toEqual(['7', '7']);
});
