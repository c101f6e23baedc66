package dev.cloister.chat.usage;

import dev.cloister.edge.drain.Unfinished;
import dev.cloister.edge.problem.ProblemException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Writes usage in the background, for as long as it takes: a table that is away gets it when it is
 * back, as long as this pod lives. While a key is being written, what comes for it is added up, so
 * that many answers that end together are few writes and never contend for their item.
 */
@ApplicationScoped
class UsageWriter implements Unfinished {

  private static final Logger LOG = Logger.getLogger(UsageWriter.class);

  /** Some tens of MiB, where the table is away for so long that as many people have asked. */
  private static final int MOST_KEYS = 100_000;

  /** So that a table that is away does not take every connection from budgets. */
  private static final int WRITES_AT_A_TIME = 32;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final int FEW_ATTEMPTS = 6;

  private final UsageStore store;
  private final ExecutorService threads;
  private final long longestPauseMillis;
  private final Map<UsageKey, Tally> waiting = new HashMap<>();
  private final Set<UsageKey> writing = new HashSet<>();
  private final Semaphore turns = new Semaphore(WRITES_AT_A_TIME);
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private final AtomicBoolean away = new AtomicBoolean();

  @Inject
  UsageWriter(UsageStore store, @VirtualThreads ExecutorService threads) {
    this(store, threads, LONGEST_PAUSE);
  }

  UsageWriter(UsageStore store, ExecutorService threads, Duration longestPause) {
    this.store = store;
    this.threads = threads;
    this.longestPauseMillis = longestPause.toMillis();
  }

  synchronized void add(UsageKey key, Tally tally) {
    if (writing.size() >= MOST_KEYS && !writing.contains(key)) {
      lost(key, tally);
      return;
    }
    waiting.merge(key, tally, Tally::plus);
    if (writing.add(key)) {
      threads.execute(() -> drain(key));
    }
  }

  @Override
  public synchronized int unfinished() {
    return writing.size();
  }

  /** What waits is tried once more. */
  @Override
  public void giveUp() {
    givenUp.countDown();
  }

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
    boolean last = false;
    for (int attempt = 1; !isWritten(key, tally, token); attempt++) {
      if (last) {
        lost(key, tally);
        return;
      }
      if (attempt == FEW_ATTEMPTS && away.compareAndSet(false, true)) {
        LOG.warn("usage cannot be written now; it is kept and tried until it can");
      }
      last = isGivenUpAfterPause(attempt);
    }
    if (away.compareAndSet(true, false)) {
      LOG.info("usage is written again");
    }
  }

  private boolean isWritten(UsageKey key, Tally tally, String token) {
    turns.acquireUninterruptibly();
    try {
      store.add(key, tally, token);
      return true;
    } catch (ProblemException e) {
      LOG.debug("usage was not written, trying again", e);
      return false;
    } finally {
      turns.release();
    }
  }

  /** Twice as long each time, with jitter. */
  private boolean isGivenUpAfterPause(int attempt) {
    long most = Math.min(100L << Math.min(attempt, FEW_ATTEMPTS * 2), longestPauseMillis);
    try {
      return givenUp.await(
          ThreadLocalRandom.current().nextLong(most / 2, most + 1), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void lost(UsageKey key, Tally tally) {
    LOG.errorf(
        "usage is lost day=%s model=%s useCase=%s %s",
        key.day(), key.modelId(), key.useCase(), tally);
  }
}
