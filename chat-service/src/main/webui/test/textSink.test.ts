import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TextSink } from '../src/answer/textSink';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('hands several pieces on at once', () => {
  const seen: string[] = [];
  const sink = new TextSink('', (text) => seen.push(text));
  for (const piece of ['a', 'b', 'c']) sink.add(piece);
  vi.runAllTimers();
  expect(seen).toEqual(['abc']);
});

test('keeps a replay back until it is longer than what is shown', () => {
  const seen: string[] = [];
  const sink = new TextSink('abc', (text) => seen.push(text));
  sink.add('ab');
  vi.runAllTimers();
  expect(seen).toEqual([]);
  sink.add('cd');
  vi.runAllTimers();
  expect(seen).toEqual(['abcd']);
});

test('shows the true text at the end, however short', () => {
  const seen: string[] = [];
  const sink = new TextSink('abc', (text) => seen.push(text));
  sink.add('ab');
  sink.end();
  expect(seen).toEqual(['ab']);
});
