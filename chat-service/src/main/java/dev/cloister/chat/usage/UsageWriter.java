package dev.cloister.chat.usage;

import dev.cloister.edge.drain.Unfinished;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Writes usage in the background. While a key is being written, what comes for it is added up, so
 * that many answers that end together are few writes and never contend for their item.
 */
@ApplicationScoped
class UsageWriter implements Unfinished {

  private static final Logger LOG = Logger.getLogger(UsageWriter.class);
  private static final int ATTEMPTS = 8;

  private final UsageStore store;
  private final ExecutorService threads;
  private final Map<UsageKey, Tally> waiting = new HashMap<>();
  private final Set<UsageKey> writing = new HashSet<>();

  UsageWriter(UsageStore store, @VirtualThreads ExecutorService threads) {
    this.store = store;
    this.threads = threads;
  }

  synchronized void add(UsageKey key, Tally tally) {
    waiting.merge(key, tally, Tally::plus);
    if (writing.add(key)) {
      threads.execute(() -> drain(key));
    }
  }

  @Override
  public synchronized int unfinished() {
    return writing.size();
  }

  /** A write that has not got through by then will not get through later. */
  @Override
  public void giveUp() {}

  private void drain(UsageKey key) {
    for (Tally next = next(key); next != null; next = next(key)) {
      write(key, next);
    }
  }

  private synchronized Tally next(UsageKey key) {
    Tally next = waiting.remove(key);
    if (next == null) {
      writing.remove(key);
    }
    return next;
  }

  private void write(UsageKey key, Tally tally) {
    String token = UUID.randomUUID().toString();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        store.add(key, tally, token);
        return;
      } catch (ProblemException e) {
        LOG.debug("usage was not written, trying again", e);
        pause(attempt);
      }
    }
    LOG.errorf(
        "usage is lost day=%s model=%s useCase=%s %s",
        key.day(), key.modelId(), key.useCase(), tally);
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
