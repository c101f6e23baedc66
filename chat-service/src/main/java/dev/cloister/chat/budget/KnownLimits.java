package dev.cloister.chat.budget;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Everybody's limits in memory, so that an answer that nothing limits costs no read. They are read
 * anew when their version has changed; until they have been read once, nothing may be asked.
 */
@ApplicationScoped
public class KnownLimits {

  private static final Logger LOG = Logger.getLogger(KnownLimits.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private record Snapshot(long version, Map<Subject, Limits> own) {}

  private final LimitStore store;
  private final Limits defaults;
  private final Duration refresh;
  private final Vertx vertx;
  private final ExecutorService threads;
  private long timer;
  private long failedAt;
  private ProblemException failure;
  private volatile Snapshot snapshot;

  KnownLimits(
      LimitStore store,
      BudgetsConfig config,
      Vertx vertx,
      @VirtualThreads ExecutorService threads) {
    this.store = store;
    this.defaults =
        new Limits(
            config.tokensPerDay().orElse(null),
            config.tokensPerMinute().orElse(null),
            config.concurrentAnswers().orElse(null));
    this.refresh = config.refresh();
    this.vertx = vertx;
    this.threads = threads;
  }

  void start(@Observes StartupEvent event) {
    threads.execute(this::update);
    timer = vertx.setPeriodic(refresh.toMillis(), t -> threads.execute(this::update));
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }

  /** What holds where an administrator has said nothing else. */
  Limits defaults() {
    return defaults;
  }

  /**
   * The person's limits, as they were at most one refresh ago.
   *
   * @throws ProblemException 503 where no limits could be read since the start
   */
  Limits of(Subject user) {
    return known().own().getOrDefault(user, defaults);
  }

  boolean areRead() {
    return snapshot != null;
  }

  /** Reads what has changed. */
  void reload() {
    long version = store.version();
    if (snapshot == null || snapshot.version() != version) {
      snapshot =
          new Snapshot(
              version,
              store.all().stream()
                  .collect(Collectors.toMap(LimitStore.Own::user, LimitStore.Own::limits)));
    }
  }

  private Snapshot known() {
    return snapshot == null ? first() : snapshot;
  }

  private synchronized Snapshot first() {
    // Whoever waited here while another's read failed does not try once more.
    if (snapshot == null && failure != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
      throw Problem.unavailable(failure.problem().detail(), PAUSE).asException();
    }
    if (snapshot == null) {
      try {
        reload();
      } catch (ProblemException e) {
        failure = e;
        failedAt = System.nanoTime();
        throw e;
      }
    }
    return snapshot;
  }

  private void update() {
    try {
      if (snapshot == null) {
        first();
      } else {
        reload();
      }
    } catch (RuntimeException e) {
      LOG.warnf("limits of budgets cannot be read: %s", e.getMessage());
    }
  }
}
