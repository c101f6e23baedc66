package dev.cloister.chat.budget;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Reserves before a model is called and settles after. What is counted never exceeds a limit by
 * asking in parallel, in however many pods. Call it from a thread that may block.
 */
@ApplicationScoped
public class Budgets {

  private static final Logger LOG = Logger.getLogger(Budgets.class);
  private static final int ATTEMPTS = 5;

  /**
   * A reservation of this pod.
   *
   * @param past what its settling clears away
   * @param used what is still to be settled, or null while its call runs
   */
  private record Live(Reservation reservation, List<String> past, Instant renewedAt, Long used) {
    Live of(Reservation other) {
      return new Live(other, past, renewedAt, used);
    }
  }

  private final BudgetStore store;
  private final KnownLimits limits;
  private final Clock clock;
  private final Duration lease;
  private final Vertx vertx;
  private final ExecutorService threads;
  private final Map<UUID, Live> live = new ConcurrentHashMap<>();
  private long timer;

  Budgets(
      BudgetStore store,
      KnownLimits limits,
      BudgetsConfig config,
      Clock clock,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.lease = config.lease();
    this.vertx = vertx;
    this.threads = threads;
  }

  @PostConstruct
  void startRenewing() {
    timer =
        vertx.setPeriodic(
            Math.max(1, lease.dividedBy(10).toMillis()), t -> threads.execute(this::renew));
  }

  @PreDestroy
  void stopRenewing() {
    vertx.cancelTimer(timer);
  }

  /**
   * Holds tokens for a model call.
   *
   * @param answer whether it takes a place among the person's running answers
   * @return empty where nothing limits this person
   * @throws ProblemException 429 where a limit does not allow it, 503 where that cannot be known
   */
  public Optional<Reservation> reserve(Subject owner, UUID id, long tokens, boolean answer) {
    Limits own = limits.of(owner);
    if (own.areNone()) {
      return Optional.empty();
    }
    for (int attempt = 1; ; attempt++) {
      Instant now = clock.instant();
      var wanted = new Reservation(owner, id, answer, own, Windows.at(now), tokens);
      BudgetItem item;
      if (own.excludeAlways(tokens, answer)) {
        item = store.read(owner);
      } else {
        try {
          item = store.reserve(wanted, now.plus(lease));
          sweep(owner, item, now);
          return Optional.of(begin(wanted, item, now));
        } catch (ConditionalCheckFailedException e) {
          item = new BudgetItem(e.item());
        } catch (ProblemException e) {
          // It may have got through all the same: then it is given back, or lapses.
          live.put(id, new Live(wanted, List.of(), now, 0L));
          throw e;
        }
      }
      if (item.holds(id)) { // An earlier try got through and its reply was lost.
        return Optional.of(begin(wanted, item, now));
      }
      if (!sweep(owner, item, now)) {
        Refusals.of(wanted, item, now)
            .ifPresent(
                refused -> {
                  throw refused.asException();
                });
      }
      if (attempt == ATTEMPTS) {
        throw Problem.unavailable("Your budget is too busy now. Try again.", Duration.ofSeconds(1))
            .asException();
      }
    }
  }

  private Reservation begin(Reservation reservation, BudgetItem item, Instant now) {
    live.put(
        reservation.id(), new Live(reservation, item.pastCounts(reservation.windows()), now, null));
    return reservation;
  }

  /**
   * Holds so many tokens in all.
   *
   * @return empty where a limit does not allow it; the reservation then stays as it is
   */
  public Optional<Reservation> extend(Reservation reservation, long tokens) {
    try {
      store.extend(reservation, tokens);
    } catch (ConditionalCheckFailedException e) {
      // Where the reply to an earlier try was lost, so many are held already.
      if (new BudgetItem(e.item()).tokensHeld(reservation.id()) != tokens) {
        return Optional.empty();
      }
    }
    var extended = reservation.of(tokens);
    live.computeIfPresent(reservation.id(), (id, l) -> l.of(extended));
    return Optional.of(extended);
  }

  /**
   * Counts what was used in the place of what was held. Where that fails it is done later; should
   * this pod die before, what was held stays counted.
   */
  public void settle(Reservation reservation, long used) {
    live.computeIfPresent(
        reservation.id(), (id, l) -> new Live(reservation, l.past(), l.renewedAt(), used));
    Live due = live.get(reservation.id());
    if (due != null) {
      settle(due);
    }
  }

  private void settle(Live due) {
    Reservation reservation = due.reservation();
    try {
      store.settle(reservation, due.used(), due.past());
      live.remove(reservation.id());
    } catch (ConditionalCheckFailedException e) {
      var item = new BudgetItem(e.item());
      if (item.holds(reservation.id())) { // It was just being extended.
        settle(due.of(reservation.of(item.tokensHeld(reservation.id()))));
      } else { // Settled before and the reply was lost, or lapsed and swept.
        live.remove(reservation.id());
      }
    } catch (ProblemException e) {
      LOG.warnf("a reservation could not be settled, will be later id=%s", reservation.id());
    }
  }

  /** The person's limits and what is used of them. */
  public BudgetState state(Subject owner) {
    return state(owner, limits.of(owner));
  }

  /** What is used of these limits by the person. */
  BudgetState state(Subject owner, Limits own) {
    Instant now = clock.instant();
    return own.areNone()
        ? BudgetState.UNLIMITED
        : BudgetState.of(own, store.read(owner), Windows.at(now), now);
  }

  /** Whether a place was freed whose reservation had lapsed. */
  private boolean sweep(Subject owner, BudgetItem item, Instant now) {
    boolean freed = false;
    for (var lapsed : item.lapsed(now)) {
      try {
        store.sweep(owner, lapsed);
        LOG.infof("a reservation lapsed id=%s", lapsed.id());
        freed = true;
      } catch (ConditionalCheckFailedException e) {
        freed = true; // Somebody else was faster, or it was renewed: look again.
      }
    }
    return freed;
  }

  /** Renews what runs on, and settles what could not be before. */
  void renew() {
    Instant now = clock.instant();
    for (Live l : live.values()) {
      if (l.used() != null) {
        settle(l);
      } else if (l.renewedAt().plus(lease.dividedBy(3)).isBefore(now)) {
        renew(l, now);
      }
    }
  }

  private void renew(Live l, Instant now) {
    UUID id = l.reservation().id();
    try {
      store.renew(l.reservation(), now.plus(lease));
      live.computeIfPresent(id, (i, x) -> new Live(x.reservation(), x.past(), now, x.used()));
    } catch (ConditionalCheckFailedException e) {
      LOG.debugf("no reservation to renew id=%s", id); // Just settled, or lapsed and swept.
    } catch (ProblemException e) {
      LOG.warnf("a reservation could not be renewed id=%s", id);
    }
  }
}
