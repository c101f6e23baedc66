package dev.cloister.history.turn;

import dev.cloister.history.key.SessionKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Lets a process's own writers of one session go one after another. Order does not rest on this: it
 * only spares attempts, and whoever waits too long goes on without.
 */
@ApplicationScoped
class SessionLocks {

  private static final int STRIPES = 256;
  private static final long PATIENCE_MS = 2_000;

  private final ReentrantLock[] locks =
      Stream.generate(() -> new ReentrantLock(true)).limit(STRIPES).toArray(ReentrantLock[]::new);

  <T> T inTurn(SessionKey session, Supplier<T> work) {
    ReentrantLock lock = locks[Math.floorMod(session.hashCode(), STRIPES)];
    boolean mine = acquire(lock);
    try {
      return work.get();
    } finally {
      if (mine) {
        lock.unlock();
      }
    }
  }

  private static boolean acquire(ReentrantLock lock) {
    try {
      return lock.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
