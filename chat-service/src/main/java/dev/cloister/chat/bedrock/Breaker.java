package dev.cloister.chat.bedrock;

import dev.cloister.chat.bedrock.BreakerState.Closed;
import dev.cloister.chat.bedrock.BreakerState.HalfOpen;
import dev.cloister.chat.bedrock.BreakerState.Open;
import dev.cloister.edge.problem.Problem;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Stops calls to a model that is not available, so that callers are told at once and the model's
 * service is not asked in vain. Thread-safe; ADR 0015 says why it is our own.
 */
public final class Breaker {

  private static final Logger LOG = Logger.getLogger(Breaker.class);

  /** What a call showed of its model. */
  enum Outcome {
    /** A stream was opened. */
    AVAILABLE,
    /** Nobody answered, or with a failure of the service's own. */
    UNAVAILABLE,
    /** Neither: throttled, refused for what it asked, or never made. */
    UNKNOWN
  }

  private final String model;
  private final BreakerConfig config;
  private final LongSupplier clock;
  private BreakerState state;
  private long epoch;
  private long refused;

  Breaker(String model, BreakerConfig config, LongSupplier clock) {
    this.model = model;
    this.config = config;
    this.clock = clock;
    this.state = new Closed(none());
  }

  /**
   * Permit for one call, which must be used or given back.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 with the time until the next try, where
   *     the model is left alone
   */
  public synchronized Permit acquire() {
    long now = clock.getAsLong();
    switch (state) {
      case Closed _ -> {}
      case Open open when now - open.until() >= 0 -> move(open.probing(now));
      case Open open -> throw refusal(open.until() - now);
      case HalfOpen half when half.sent() < config.probes() -> state = half.another();
      // Probes that have not come back for so long do not keep others from trying.
      case HalfOpen half when now - end(half) >= 0 -> move(new HalfOpen(now, 1, 0));
      case HalfOpen half -> throw refusal(end(half) - now);
    }
    return new Permit(this, epoch);
  }

  synchronized void settle(long since, Outcome outcome) {
    if (since != epoch) {
      return; // It says nothing about the model as it is now.
    }
    long now = clock.getAsLong();
    switch (state) {
      case Closed closed -> count(closed, outcome, now);
      case HalfOpen half -> probed(half, outcome, now);
      case Open _ -> {}
    }
  }

  private void count(Closed closed, Outcome outcome, long now) {
    if (outcome != Outcome.UNKNOWN) {
      closed.recent().add(outcome == Outcome.UNAVAILABLE, now);
    }
    if (closed.recent().fail(config.minimumCalls(), config.failureShare(), now)) {
      move(closed.opened(now + config.openFor().toNanos()));
    }
  }

  private void probed(HalfOpen half, Outcome outcome, long now) {
    switch (outcome) {
      case AVAILABLE -> {
        if (half.passed() + 1 < config.probes()) {
          state = half.onePassed();
        } else {
          move(half.closed(none()));
        }
      }
      case UNAVAILABLE -> move(half.opened(now + config.openFor().toNanos()));
      case UNKNOWN -> state = half.oneLess();
    }
  }

  /** 0 where the model is called as usual, 1 while it is tried, 2 while it is left alone. */
  synchronized int level() {
    return state.level();
  }

  /** How many calls were refused so far. */
  synchronized long refused() {
    return refused;
  }

  private void move(BreakerState next) {
    if (next.level() != state.level()) {
      LOG.warnf("breaker model=%s level=%d was=%d", model, next.level(), state.level());
    }
    state = next;
    epoch++;
  }

  private long end(HalfOpen half) {
    return half.since() + config.openFor().toNanos();
  }

  private RecentCalls none() {
    return new RecentCalls(config.window(), clock.getAsLong());
  }

  private RuntimeException refusal(long waitNanos) {
    refused++;
    // Whole seconds, rounded up: who comes back then is not refused again.
    Duration wait =
        Duration.ofSeconds(Duration.ofNanos(waitNanos).plusNanos(999_999_999).toSeconds());
    return Problem.unavailable(
            "The model is not available at the moment. Try again later or take another.", wait)
        .asException();
  }
}
