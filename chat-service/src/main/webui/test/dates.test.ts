import { expect, test } from 'vitest';
import { groupByDate } from '../src/state/dates';

const NOW = new Date(2026, 2, 31, 9, 30);

function at(year: number, month: number, day: number, hour = 12, minute = 0) {
  const date = new Date(year, month - 1, day, hour, minute);
  return { id: date.toISOString(), title: 't', dateModified: date.getTime() / 1000 };
}

test.each([
  ['Today', at(2026, 3, 31, 9, 29)],
  ['Today', at(2026, 3, 31, 0, 0)],
  ['Today', at(2026, 4, 1, 0, 5)],
  ['Yesterday', at(2026, 3, 30, 23, 59)],
  ['Yesterday', at(2026, 3, 30, 0, 0)],
  ['Previous 7 days', at(2026, 3, 29, 23, 59)],
  ['Previous 7 days', at(2026, 3, 24, 0, 0)],
  ['Older', at(2026, 3, 23, 23, 59)],
  ['Older', at(2024, 1, 1)],
])('%s', (label, session) => {
  expect(groupByDate([session], NOW)).toEqual([{ label, sessions: [session] }]);
});

test('keeps the order and leaves out empty groups', () => {
  const sessions = [at(2026, 3, 31, 9), at(2026, 3, 31, 8), at(2025, 1, 1)];
  const groups = groupByDate(sessions, NOW);
  expect(groups.map((group) => group.label)).toEqual(['Today', 'Older']);
  expect(groups[0]?.sessions).toEqual(sessions.slice(0, 2));
});
