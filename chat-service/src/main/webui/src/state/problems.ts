/** What the stored kinds of failure mean for a person. */
const DETAILS: Record<string, string> = {
  throttled: "the model's service has too much to do. Try again later.",
  'upstream-failed': "the model's service failed. Try again.",
  'upstream-truncated': "the model's service broke off. Try again.",
  'timed-out': "the model's service did not answer in time. Try again.",
  unavailable: 'a service was not available. Try again later.',
};

/** A sentence for a problem type such as `urn:cloister:problem:throttled`. */
export function problemDetail(type: string | undefined): string {
  const name = type?.slice(type.lastIndexOf(':') + 1) ?? '';
  return DETAILS[name] ?? 'the model gave no whole answer. Try again.';
}

/** When a repeat makes sense, as epoch milliseconds. */
export function retryTime(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Date.now() + seconds * 1000;
}
