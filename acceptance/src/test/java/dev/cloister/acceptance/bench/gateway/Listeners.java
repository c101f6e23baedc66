package dev.cloister.acceptance.bench.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Many that ask, on one event loop, and how late their tokens come. */
final class Listeners implements AutoCloseable {

  private static final int MOST_DELAYS = 4_000_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final Context loop = vertx.getOrCreateContext();
  private final long[] delays = new long[MOST_DELAYS];
  private NetClient client;
  private int counted;
  private boolean counting;

  Listeners() {
    loop.runOnContext(
        now -> client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true)));
  }

  /** Asks so many times, one after the other with this time between them. */
  List<Listener> ask(Gateway gateway, int count, Duration apart) throws InterruptedException {
    var all = new ArrayList<Listener>(count);
    for (int i = 0; i < count; i++) {
      all.add(ask(gateway));
      if (!apart.isZero()) {
        TimeUnit.NANOSECONDS.sleep(apart.toNanos());
      }
    }
    return all;
  }

  private Listener ask(Gateway gateway) {
    String question = gateway.question().get(); // First: it may have to get a token.
    var listener = new Listener(gateway.end(), this::delayed);
    loop.runOnContext(
        now ->
            client
                .connect(gateway.port(), "127.0.0.1")
                .onSuccess(socket -> listener.connected(socket, question))
                .onFailure(e -> listener.notConnected()));
    return listener;
  }

  private void delayed(long nanos) {
    if (counting && counted < MOST_DELAYS) {
      delays[counted++] = nanos;
    }
  }

  /** Forgets all delays and counts from now on. */
  void count() throws Exception {
    onLoop(
        () -> {
          counted = 0;
          counting = true;
          return null;
        });
  }

  /** The delays since {@link #count}, in nanoseconds. */
  double[] counted() throws Exception {
    return onLoop(
        () -> {
          counting = false;
          return Arrays.stream(delays, 0, counted).asDoubleStream().toArray();
        });
  }

  /** Runs on the event loop, where nothing else does meanwhile. */
  <T> T onLoop(Callable<T> work) throws Exception {
    var done = new CompletableFuture<T>();
    loop.runOnContext(
        now -> {
          try {
            done.complete(work.call());
          } catch (Exception e) {
            done.completeExceptionally(e);
          }
        });
    return done.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
