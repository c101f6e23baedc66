import { expect, it } from 'vitest';
import { waitText } from '../src/state/problems';

it.each([
  [0, '0 s'],
  [119, '119 s'],
  [120, '2 min'],
  [121, '3 min'],
  [7199, '120 min'],
  [7200, '2 h'],
  [43171, '12 h'],
])('tells %i seconds in the largest unit that fits', (seconds, text) => {
  expect(waitText(seconds)).toBe(text);
});
