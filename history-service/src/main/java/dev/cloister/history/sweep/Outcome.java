package dev.cloister.history.sweep;

import java.util.Locale;

/** What came of a chore. */
enum Outcome {
  /** Something was there and was removed. */
  REMOVED,
  /** Nothing was there any more. */
  GONE,
  /** The object is not there, or not yet: to be looked for once more, long after. */
  ABSENT,
  /** It is in use, and stays for as long as its session does. */
  KEPT,
  /** That cannot be said yet; to be looked at again. */
  LATER,
  /** The table or the bucket did not answer; to be tried again. */
  FAILED;

  /** The name that the metric has. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
