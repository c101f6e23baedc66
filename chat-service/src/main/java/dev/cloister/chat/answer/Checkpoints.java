package dev.cloister.chat.answer;

import java.time.Duration;

/** When an answer is stored on its way. Not for several threads. */
final class Checkpoints {

  private final AnswersConfig config;
  private long takenAt;
  private int takenLength;
  private int revision;

  Checkpoints(AnswersConfig config, long now) {
    this.config = config;
    this.takenAt = now;
  }

  /** Whether what has grown is to be stored, or the lease of what has not to be renewed. */
  boolean isDue(long now, int length) {
    Duration due = length > takenLength ? config.checkpointInterval() : config.leaseRenewal();
    return now - takenAt > due.toNanos();
  }

  /** Notes that one is taken, and returns its number. */
  int taken(long now, int length) {
    takenAt = now;
    takenLength = length;
    return ++revision;
  }
}
