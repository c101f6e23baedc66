package dev.cloister.history.sweep;

import dev.cloister.history.chore.Chore;
import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.store.HistoryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Carries out chores. What fails is put off, so that it does not keep others waiting. */
@ApplicationScoped
class Sweeper {

  private static final Logger LOG = Logger.getLogger(Sweeper.class);
  private static final int BATCH = 25;
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(5);

  /** As long as an attempt is kept out. */
  private static final Duration FOR_THE_LAST_TIME = Duration.ofDays(1);

  private final Chores chores;
  private final SweepLease lease;
  private final SessionRemoval removal;
  private final OrphanInspection inspection;
  private final AttachmentRelease release;
  private final HistoryConfig.Sweep config;
  private final MeterRegistry metrics;

  Sweeper(
      Chores chores,
      SweepLease lease,
      SessionRemoval removal,
      OrphanInspection inspection,
      AttachmentRelease release,
      HistoryConfig config,
      MeterRegistry metrics) {
    this.chores = chores;
    this.lease = lease;
    this.removal = removal;
    this.inspection = inspection;
    this.release = release;
    this.config = config.sweep();
    this.metrics = metrics;
  }

  /**
   * Carries out what is due, but no more than the configured number, and only if no other pod is at
   * it.
   */
  void sweep() {
    if (lease.take()) {
      carryOutWhatIsDue();
      lease.giveBack();
    }
  }

  private void carryOutWhatIsDue() {
    var now = Instant.now();
    int left = config.most();
    do {
      List<Due> batch = chores.before(now, Math.min(BATCH, left));
      batch.forEach(this::carryOut);
      left = batch.isEmpty() ? 0 : left - batch.size();
    } while (left > 0 && lease.take());
  }

  /** Carries the chore out and takes it off the list, or puts it off. */
  void carryOut(Due due) {
    Outcome outcome = outcome(due.chore());
    switch (outcome) {
      case REMOVED, GONE, KEPT -> {}
      case ABSENT -> again(lastLook(due.chore()), FOR_THE_LAST_TIME);
      case LATER -> again(due.chore(), config.age());
      case FAILED -> again(due.chore(), AFTER_A_FAILURE);
    }
    chores.done(due);
    count(due.chore(), outcome);
  }

  private void again(Chore chore, Duration after) {
    chores.add(Due.at(Instant.now().plus(after), chore));
  }

  private static Chore lastLook(Chore chore) {
    return switch (chore) {
      case Chore.Inspection inspection -> inspection.again();
      case Chore.Release release -> release.again();
      case Chore.Removal removal -> removal;
    };
  }

  private Outcome outcome(Chore chore) {
    try {
      return switch (chore) {
        case Chore.Removal(var session) -> removal.remove(session);
        case Chore.Inspection look -> inspection.inspect(look);
        case Chore.Release back -> release.release(back);
      };
    } catch (RuntimeException e) {
      // Whatever it is: a chore that cannot be done must not stand in the way of all others.
      LOG.warnf(e, "a chore is put off sessionId=%s", chore.session().session());
      return Outcome.FAILED;
    }
  }

  private void count(Chore chore, Outcome outcome) {
    String what =
        switch (chore) {
          case Chore.Removal removed -> "session";
          case Chore.Inspection inspected -> "object";
          case Chore.Release released -> "attachment";
        };
    metrics.counter("cloister.history.sweep", "what", what, "outcome", outcome.text()).increment();
  }
}
