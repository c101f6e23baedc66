package dev.cloister.chat.usage;

import dev.cloister.edge.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Writes usage in the background. While a slot is being written, what comes for it is added up, so
 * that many answers that end together are few writes and never contend for their item.
 */
@ApplicationScoped
class UsageWriter {

  private static final Logger LOG = Logger.getLogger(UsageWriter.class);
  private static final int ATTEMPTS = 8;
  private static final Duration AT_SHUTDOWN = Duration.ofSeconds(10);

  private final UsageStore store;
  private final ExecutorService threads;
  private final Map<Slot, Tally> waiting = new HashMap<>();
  private final Set<Slot> writing = new HashSet<>();

  UsageWriter(UsageStore store, @VirtualThreads ExecutorService threads) {
    this.store = store;
    this.threads = threads;
  }

  synchronized void add(Slot slot, Tally tally) {
    waiting.merge(slot, tally, Tally::plus);
    if (writing.add(slot)) {
      threads.execute(() -> drain(slot));
    }
  }

  /** What is still to be written at the end is waited for. */
  synchronized void finish(@Observes ShutdownEvent event) throws InterruptedException {
    long end = System.nanoTime() + AT_SHUTDOWN.toNanos();
    for (long left = AT_SHUTDOWN.toMillis();
        !writing.isEmpty() && left > 0;
        left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }

  private void drain(Slot slot) {
    for (Tally next = next(slot); next != null; next = next(slot)) {
      write(slot, next);
    }
  }

  private synchronized Tally next(Slot slot) {
    Tally next = waiting.remove(slot);
    if (next == null) {
      writing.remove(slot);
      notifyAll();
    }
    return next;
  }

  private void write(Slot slot, Tally tally) {
    String token = UUID.randomUUID().toString();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        store.add(slot, tally, token);
        return;
      } catch (ProblemException e) {
        LOG.debug("usage was not written, trying again", e);
        pause(attempt);
      }
    }
    LOG.errorf(
        "usage is lost day=%s model=%s useCase=%s %s",
        slot.day(), slot.modelId(), slot.useCase(), tally);
  }

  /** Twice as long each time, with jitter: half a minute in all. */
  private static void pause(int attempt) {
    long most = 100L << attempt;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
