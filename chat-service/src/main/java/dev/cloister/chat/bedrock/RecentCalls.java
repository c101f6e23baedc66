package dev.cloister.chat.bedrock;

import java.time.Duration;

/**
 * How many calls of the last while failed. Counts per slice of the window, so its memory does not
 * depend on how many calls there are; a slice is forgotten as a whole. Not thread-safe.
 */
final class RecentCalls {

  private static final int SLICES = 10;

  private final long sliceNanos;
  private final int[] calls = new int[SLICES];
  private final int[] failures = new int[SLICES];
  private long newest;

  RecentCalls(Duration window, long now) {
    this.sliceNanos = Math.max(1, window.toNanos() / SLICES);
    this.newest = slice(now);
  }

  void add(boolean failed, long now) {
    advance(now);
    int at = index(newest);
    calls[at]++;
    failures[at] += failed ? 1 : 0;
  }

  /** Whether at least so many calls were made and at least this share of them failed. */
  boolean fail(int minimumCalls, double share, long now) {
    advance(now);
    int all = 0;
    int failed = 0;
    for (int i = 0; i < SLICES; i++) {
      all += calls[i];
      failed += failures[i];
    }
    return all >= minimumCalls && failed >= all * share;
  }

  private void advance(long now) {
    long to = slice(now);
    for (long s = Math.max(newest + 1, to - SLICES + 1); s <= to; s++) {
      calls[index(s)] = 0;
      failures[index(s)] = 0;
    }
    newest = Math.max(newest, to);
  }

  private long slice(long now) {
    return Math.floorDiv(now, sliceNanos);
  }

  private static int index(long slice) {
    return (int) Math.floorMod(slice, (long) SLICES);
  }
}
