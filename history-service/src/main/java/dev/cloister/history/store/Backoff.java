package dev.cloister.history.store;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses with full jitter, and an end: after the last attempt the caller gets a 503. */
public final class Backoff {

  private static final long FIRST_MS = 10;
  private static final long LONGEST_MS = 400;

  private final int attempts;
  private int made;

  /** A backoff that allows this many pauses. */
  public Backoff(int attempts) {
    this.attempts = attempts;
  }

  /**
   * Waits before another attempt.
   *
   * @throws ProblemException 503 where the attempts are used up or the thread is interrupted
   */
  public void pause(String what) {
    if (made++ == attempts) {
      throw busy(what, null);
    }
    long ceiling = Math.min(LONGEST_MS, FIRST_MS << Math.min(made, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(1, ceiling + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy(what, e);
    }
  }

  private static ProblemException busy(String what, Throwable cause) {
    return Problem.unavailable(
            what + " is too busy now; repeat the request.", Duration.ofSeconds(1))
        .asException(cause);
  }
}
