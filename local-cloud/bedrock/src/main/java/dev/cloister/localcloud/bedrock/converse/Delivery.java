package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.control.Monitor;
import dev.cloister.localcloud.bedrock.wire.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;

/**
 * The connection side of one answer: whether the reader is still there, timers that die with it,
 * and the one end that is counted.
 */
final class Delivery {

  private static final long NONE = -1;
  // RFC 9113: INTERNAL_ERROR.
  private static final long RESET_CODE = 2;

  private final Vertx vertx;
  private final Exchange exchange;
  private final FaultPlan plan;
  private final Monitor.Entry entry;
  private final long startedNanos = System.nanoTime();
  private Runnable whenClosed = () -> {};
  private long timer = NONE;
  private boolean over;

  Delivery(Vertx vertx, Exchange exchange, FaultPlan plan, Monitor.Entry entry) {
    this.vertx = vertx;
    this.exchange = exchange;
    this.plan = plan;
    this.entry = entry;
    exchange.response().exceptionHandler(e -> cancelled());
    exchange.response().closeHandler(closed -> cancelled());
  }

  Exchange exchange() {
    return exchange;
  }

  HttpServerResponse response() {
    return exchange.response();
  }

  FaultPlan plan() {
    return plan;
  }

  Monitor.Entry entry() {
    return entry;
  }

  boolean isOver() {
    return over;
  }

  long elapsedMillis() {
    return (System.nanoTime() - startedNanos) / 1_000_000;
  }

  /** Never completes where the reader leaves first. */
  Future<Void> afterLatency() {
    if (plan.latencyMillis() == 0) {
      return Future.succeededFuture();
    }
    Promise<Void> promise = Promise.promise();
    after(plan.latencyMillis(), promise::tryComplete);
    return promise.future();
  }

  /** One timer at a time, of at least a millisecond. */
  void after(long millis, Runnable action) {
    timer =
        vertx.setTimer(
            Math.max(1, millis),
            id -> {
              timer = NONE;
              if (!over) {
                action.run();
              }
            });
  }

  /** Run at once where the reader has already gone. */
  void whenClosed(Runnable action) {
    whenClosed = action;
    if (over) {
      action.run();
    }
  }

  /** Writes the end; whether the reader took it decides how it is counted. */
  void finish(Supplier<Future<Void>> end) {
    // First: the stream is closed, and says so, while its end is being written.
    over = true;
    end.get().onSuccess(v -> entry.finished()).onFailure(e -> entry.cancelled());
  }

  /** The stand-in ended it itself, in a way that is no good end. */
  void failed() {
    over = true;
    entry.failed();
  }

  /** Breaks the connection: the stream on HTTP/2, all of it on HTTP/1.1. */
  void cut() {
    failed();
    whenClosed.run();
    exchange.response().reset(RESET_CODE);
  }

  private void cancelled() {
    if (over) {
      // After the last byte was handed over: only its own fate still counts.
      return;
    }
    over = true;
    entry.cancelled();
    if (timer != NONE) {
      vertx.cancelTimer(timer);
    }
    whenClosed.run();
  }
}
