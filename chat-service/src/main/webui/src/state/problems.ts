/** What the stored kinds of failure mean for a person. */
const DETAILS: Record<string, string> = {
  throttled: "The model's service has too much to do. Try again later.",
  'upstream-failed': "The model's service failed. Try again.",
  'upstream-truncated': "The model's service broke off. Try again.",
  'too-large': 'The answer grew beyond its limit. Ask for less at a time.',
  'timed-out': "The model's service did not answer in time. Try again.",
  unavailable: 'A service was not available. Try again later.',
};

/** A sentence for a problem type such as `urn:cloister:problem:throttled`. */
export function problemDetail(type: string | undefined): string {
  const name = type?.slice(type.lastIndexOf(':') + 1) ?? '';
  return DETAILS[name] ?? 'The model gave no whole answer. Try again.';
}

/** How long to wait, in the largest unit that tells it: `40 s`, `3 min`, `11 h`. */
export function waitText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 60 * 60) return `${Math.ceil(seconds / 60)} min`;
  return `${Math.ceil(seconds / 3600)} h`;
}

/** When a repeat makes sense, as epoch milliseconds. */
export function retryTime(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Date.now() + seconds * 1000;
}
