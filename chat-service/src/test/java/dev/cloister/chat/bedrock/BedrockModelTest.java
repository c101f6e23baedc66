package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams.State;
import io.netty.channel.EventLoop;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BedrockModelTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final String mark = "mark-" + UUID.randomUUID();
  @Inject BedrockModel model;
  @Inject Vertx vertx;

  @Test
  void aCallThatNobodyWaitsForAnyMoreIsClosed() {
    Api.bedrock().order(mark, new Fault.Latency(600_000));
    var turns = List.of(new Turn(Turn.Role.USER, mark));
    var call =
        model
            .ask(new Prompt("amazon.nova-lite-v1:0", List.of(), turns, 10))
            .subscribe()
            .with(answer -> {});
    await().atMost(SOON).until(() -> Api.bedrock().lastRequest(mark) != null);
    call.cancel();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(Api.bedrock().lastRequest(mark).state()).isEqualTo(State.CANCELLED));
  }

  @Test
  void whatAModelSaysIsHeardByTheThreadThatTookItFromTheNetwork() throws Exception {
    var turns = List.of(new Turn(Turn.Role.USER, "Hello"));
    var prompt = new Prompt("amazon.nova-lite-v1:0", List.of(), turns, 10);
    var internals = (VertxInternal) vertx;
    for (var loop : internals.getEventLoopGroup()) {
      for (int again = 0; again < 2; again++) {
        var read = new CompletableFuture<Boolean>();
        var context = internals.createEventLoopContext((EventLoop) loop, null, null);
        context.runOnContext(now -> model.stream(prompt, FileContents.NONE, new Where(read)));
        assertThat(read.get(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** Whether the first event came straight from a socket, not by a task from another thread. */
  private record Where(CompletableFuture<Boolean> read) implements ModelListener {
    @Override
    public void calling(ModelStream stream) {}

    @Override
    public void begun() {}

    @Override
    public void said(ConverseEvent event) {
      read.complete(
          StackWalker.getInstance()
              .walk(frames -> frames.anyMatch(f -> f.getMethodName().equals("channelRead"))));
    }

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable e) {
      read.completeExceptionally(e);
    }
  }
}
