package dev.cloister.acceptance.bench.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/** One stream of the stand-in. Runs on its event loop alone. */
final class ModelStream {

  private static final int AT_ONCE = 256;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Wire wire;
  private final Pace pace;
  private final Runnable whenOver;
  private long said;
  private long timer = -1;
  private boolean over;

  ModelStream(Vertx vertx, HttpServerResponse response, Wire wire, Pace pace, Runnable whenOver) {
    this.vertx = vertx;
    this.response = response;
    this.wire = wire;
    this.pace = pace;
    this.whenOver = whenOver;
  }

  void start() {
    response.closeHandler(left -> leave());
    response.exceptionHandler(broken -> leave());
    response.putHeader("Content-Type", wire.contentType()).setChunked(true).write(wire.begin());
    if (pace.every().isZero()) {
      // Not at once: several streams that write while Vert.x tells them of room, by TLS, stall.
      response.drainHandler(room -> vertx.runOnContext(others -> hurry()));
      hurry();
    } else {
      say();
      timer = vertx.setPeriodic(someTime(), pace.every().toMillis(), tick -> say());
    }
  }

  /**
   * Models do not speak in step; in step, what costs a token most, waking up, is paid once a step.
   */
  private long someTime() {
    return ThreadLocalRandom.current().nextLong(pace.every().toMillis()) + 1;
  }

  /** How many tokens were given to the connection. */
  long said() {
    return said;
  }

  private void say() {
    if (over) {
      return;
    }
    if (said == pace.tokens()) {
      end();
    } else if (!response.writeQueueFull()) {
      said++;
      response.write(wire.token(System.nanoTime()));
    }
  }

  private void hurry() {
    for (int i = 0; i < AT_ONCE && !over && !response.writeQueueFull(); i++) {
      say();
    }
    if (!over && !response.writeQueueFull()) {
      vertx.runOnContext(others -> hurry());
    }
  }

  private void end() {
    switch (pace.end()) {
      case FINISHED -> finish();
      case CUT -> {
        response.end();
        leave();
      }
      case RESET -> {
        response.reset();
        leave();
      }
      case EXCEPTION -> {
        response.end(wire.exception());
        leave();
      }
    }
  }

  /** Ends as a model that has said all. */
  void finish() {
    if (!over) {
      response.end(wire.end());
      leave();
    }
  }

  private void leave() {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      whenOver.run();
    }
  }
}
