import type { SessionSummary } from '../api/types';

export interface SessionGroup {
  label: 'Today' | 'Yesterday' | 'Previous 7 days' | 'Older';
  sessions: SessionSummary[];
}

/** Groups sessions by the calendar days of the reader's time zone; keeps the given order. */
export function groupByDate(sessions: readonly SessionSummary[], now: Date): SessionGroup[] {
  const groups: SessionGroup[] = [
    { label: 'Today', sessions: [] },
    { label: 'Yesterday', sessions: [] },
    { label: 'Previous 7 days', sessions: [] },
    { label: 'Older', sessions: [] },
  ];
  const starts = [daysBefore(now, 0), daysBefore(now, 1), daysBefore(now, 7)];
  for (const session of sessions) {
    const at = session.dateModified * 1000;
    const index = starts.findIndex((start) => at >= start);
    groups[index < 0 ? groups.length - 1 : index]?.sessions.push(session);
  }
  return groups.filter((group) => group.sessions.length > 0);
}

function daysBefore(now: Date, days: number): number {
  // Through the calendar, not by 24 hours: days with a clock change are shorter or longer.
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}
