package dev.cloister.history.chore;

import java.time.Instant;
import java.util.UUID;

/**
 * A chore and its place in the order of all.
 *
 * @param id epoch ms in thirteen digits, {@code -} and a UUID; unique
 * @param chore what is to be done
 */
public record Due(String id, Chore chore) {

  /** The chore, due at the time. */
  public static Due at(Instant time, Chore chore) {
    return new Due(sortKey(time) + "-" + UUID.randomUUID(), chore);
  }

  /** What sorts after all that was due before the time, and before the rest. */
  static String sortKey(Instant time) {
    return "%013d".formatted(time.toEpochMilli());
  }
}
