package dev.cloister.history.sweep;

import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/** Sweeps when a test wants it. */
@ApplicationScoped
class Broom {

  private final Sweeper sweeper;
  private final Chores chores;
  private final Table table;

  Broom(Sweeper sweeper, Chores chores, Table table) {
    this.sweeper = sweeper;
    this.chores = chores;
    this.table = table;
  }

  /** Takes the lease from a service of an earlier test, which may have been stopped in a sweep. */
  void free() {
    holdFor("nobody", Instant.EPOCH);
  }

  /** Gives the lease to another pod. */
  void holdFor(String pod, Instant until) {
    table.put(
        Map.of(
            "PK", Values.s("LEASE"),
            "SK", Values.s("SWEEP"),
            "holder", Values.s(pod),
            "heldUntil", Values.n(until.toEpochMilli())));
  }

  /**
   * Until all that is due now was looked at; in what is in use now is looked again the next time.
   */
  void sweepAll() {
    free();
    var now = Instant.now();
    while (!chores.before(now, 1).isEmpty()) {
      sweeper.sweep();
    }
  }

  /** Looks once at all that there is, also at what is put off. */
  void sweepAhead() {
    chores.before(Instant.now().plus(Duration.ofDays(2)), 100_000).forEach(sweeper::carryOut);
  }

  /** Looks at what was stored last and is due. */
  void sweepNewest(int count) {
    chores.before(Instant.now(), 100_000).stream()
        .sorted(Comparator.comparing(Due::id).reversed())
        .limit(count)
        .forEach(sweeper::carryOut);
  }
}
