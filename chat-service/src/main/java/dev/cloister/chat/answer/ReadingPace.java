package dev.cloister.chat.answer;

/**
 * How fast a connection takes what waits for it. Time counts only while something does, so a reader
 * is never blamed for a model that is slow. Not thread-safe.
 */
final class ReadingPace {

  private final long windowNanos;
  private final long leastBytes;
  private boolean behind;
  private long since;
  private long takenBefore;

  /**
   * @param windowNanos over how long the pace is taken
   * @param leastBytes how much of what waits is to be taken in a window
   */
  ReadingPace(long windowNanos, long leastBytes) {
    this.windowNanos = windowNanos;
    this.leastBytes = leastBytes;
  }

  /** Nothing waits any more. */
  void caughtUp() {
    behind = false;
  }

  /** Something waits that the connection does not take yet. */
  void behind(long nowNanos, long takenBytes) {
    if (!behind) {
      behind = true;
      begin(nowNanos, takenBytes);
    }
  }

  /** Whether a window is over in which too little was taken; where enough was, the next begins. */
  boolean isTooSlow(long nowNanos, long takenBytes) {
    if (!behind || nowNanos - since < windowNanos) {
      return false;
    }
    boolean tooSlow = takenBytes - takenBefore < leastBytes;
    begin(nowNanos, takenBytes);
    return tooSlow;
  }

  private void begin(long nowNanos, long takenBytes) {
    since = nowNanos;
    takenBefore = takenBytes;
  }
}
