package dev.cloister.edge.drain;

import io.quarkus.arc.All;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Knows what runs, and waits for it once the service has been asked to go. */
@ApplicationScoped
class Drain {

  private static final Logger LOG = Logger.getLogger(Drain.class);
  private static final Duration TO_GIVE_UP = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 20;

  private final Set<HttpServerResponse> responses = ConcurrentHashMap.newKeySet();
  private final List<Unfinished> work;
  private final Duration timeout;
  private volatile boolean begun;

  Drain(DrainConfig config, @All List<Unfinished> work) {
    this.timeout = config.timeout();
    this.work = work;
  }

  boolean hasBegun() {
    return begun;
  }

  void add(HttpServerResponse response) {
    responses.add(response);
  }

  void remove(HttpServerResponse response) {
    responses.remove(response);
  }

  /** Returns when nothing runs any more, or when the time for it is up. */
  void run() {
    begun = true;
    if (timeout.isZero()) {
      return;
    }
    LOG.infof("going: requests=%d other work=%d", responses.size(), unfinished());
    try {
      if (!isOver(timeout)) {
        LOG.warnf("time is up: requests=%d other work=%d", responses.size(), unfinished());
        work.forEach(Unfinished::giveUp);
        isOver(TO_GIVE_UP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (unfinished() > 0 || isAnswering()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private int unfinished() {
    return work.stream().mapToInt(Unfinished::unfinished).sum();
  }

  private boolean isAnswering() {
    responses.removeIf(r -> r.ended() || r.closed());
    return !responses.isEmpty();
  }
}
