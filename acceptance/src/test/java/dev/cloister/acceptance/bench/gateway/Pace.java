package dev.cloister.acceptance.bench.gateway;

import java.time.Duration;

/**
 * What the stand-in says from now on.
 *
 * @param tokens how many, if it is not told to finish before
 * @param every one token in this time; zero as fast as they are taken
 * @param end how the stream ends after them
 */
record Pace(long tokens, Duration every, End end) {

  enum End {
    /** As a model ends that has said all. */
    FINISHED,
    /** The connection ends as if all were said, but nothing says so. */
    CUT,
    /** The connection is torn. */
    RESET,
    /** The service says that it has failed. */
    EXCEPTION
  }

  /** One token in this time for as long as anybody wants. */
  static Pace steady(Duration every) {
    return new Pace(Long.MAX_VALUE, every, End.FINISHED);
  }

  /** As many tokens as fast as they are taken. */
  static Pace burst(long tokens) {
    return new Pace(tokens, Duration.ZERO, End.FINISHED);
  }

  /** A few tokens, then this end. */
  static Pace broken(End end) {
    return new Pace(10, Duration.ofMillis(5), end);
  }
}
