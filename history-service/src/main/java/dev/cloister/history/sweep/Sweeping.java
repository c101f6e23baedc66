package dev.cloister.history.sweep;

import dev.cloister.history.chore.Due;
import dev.cloister.history.store.HistoryConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** When chores are carried out: soon after they were taken on, and for the rest in intervals. */
@ApplicationScoped
public class Sweeping {

  private static final Logger LOG = Logger.getLogger(Sweeping.class);
  private static final int AT_ONCE = 4;
  private static final int WAITING = 2_000;

  private final ThreadFactory threads = Thread.ofVirtual().name("sweep-", 0).factory();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(threads);

  /** What finds no room here, or comes when the pod ends, waits for the next interval. */
  private final ThreadPoolExecutor soon =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          threads,
          new ThreadPoolExecutor.DiscardPolicy());

  private final Sweeper sweeper;
  private final HistoryConfig.Sweep config;

  Sweeping(Sweeper sweeper, HistoryConfig config) {
    this.sweeper = sweeper;
    this.config = config.sweep();
  }

  void start(@Observes StartupEvent start) {
    require(config.interval().isPositive(), "interval must be longer than nothing");
    require(!config.age().isNegative(), "age must not be negative");
    require(config.most() >= 1, "most must be at least 1");
    soon.allowCoreThreadTimeOut(true);
    long interval = config.interval().toMillis();
    // Pods that start together should not sweep together.
    long first = ThreadLocalRandom.current().nextLong(interval + 1);
    timer.scheduleWithFixedDelay(
        () -> guarded(sweeper::sweep), first, interval, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
    soon.shutdownNow();
  }

  /** Carries the chore out in the background; should this pod not come to it, another will. */
  public void soon(Due due) {
    soon.execute(() -> guarded(() -> sweeper.carryOut(due)));
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("chores wait for the next interval", e);
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("cloister.history.sweep." + rule);
    }
  }
}
