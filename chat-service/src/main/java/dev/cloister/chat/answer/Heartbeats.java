package dev.cloister.chat.answer;

import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One timer for the heartbeats of all listeners, and for giving up on those that are too slow. */
@ApplicationScoped
class Heartbeats {

  private static final long TICK_MILLIS = 1000;

  private final Set<SseListener> listeners = ConcurrentHashMap.newKeySet();
  private final Vertx vertx;
  private final long silence;
  private final Duration stall;
  private final long leastBytes;
  private long timer;

  Heartbeats(Vertx vertx, AnswersConfig config) {
    this.vertx = vertx;
    this.silence = config.heartbeat().toNanos();
    this.stall = config.stallTimeout();
    this.leastBytes = Math.max(1, config.leastSpeed().asLongValue() * stall.toMillis() / 1000);
  }

  @PostConstruct
  void start() {
    timer = vertx.setPeriodic(TICK_MILLIS, t -> listeners.forEach(l -> l.beat(silence)));
  }

  @PreDestroy
  void stop() {
    vertx.cancelTimer(timer);
  }

  ReadingPace pace() {
    return new ReadingPace(stall.toNanos(), leastBytes);
  }

  void add(SseListener listener) {
    listeners.add(listener);
  }

  void remove(SseListener listener) {
    listeners.remove(listener);
  }
}
