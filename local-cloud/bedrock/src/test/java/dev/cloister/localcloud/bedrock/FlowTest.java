package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams.State;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.eventstream.MessageDecoder;

class FlowTest {

  private static final int FLOOD = 100_000;

  private static Running running;
  private static StandIn control;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
    control = running.control();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void reset() {
    control.clear();
    control.reset();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aReaderThatStopsHoldsTheFloodBackAndLosesNothing(HttpVersion version) {
    control.order("flood", new Fault.Flood(FLOOD));

    HttpClientResponse response = Raw.stream(running.plain(version), "flood");
    long held = settledTokens("flood");

    assertThat(held).isLessThan(FLOOD / 2);
    MessageDecoder decoder = new MessageDecoder();
    List<String> tokens = new ArrayList<>();
    response.handler(
        chunk -> {
          decoder.feed(chunk.getBytes());
          decoder.getDecodedMessages().stream()
              .filter(
                  m -> m.getHeaders().get(":event-type").getString().equals("contentBlockDelta"))
              .map(
                  m ->
                      Buffer.buffer(m.getPayload())
                          .toJsonObject()
                          .getJsonObject("delta")
                          .getString("text"))
              .forEach(tokens::add);
        });
    Future<Void> end = response.end();
    response.resume();
    Raw.get(end);
    assertThat(tokens).isEqualTo(IntStream.range(0, FLOOD).mapToObj(i -> "t" + i + " ").toList());
    await().until(() -> control.lastRequest("flood").state() == State.FINISHED);
    assertThat(control.lastRequest("flood").tokensWritten()).isEqualTo(FLOOD);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aReaderThatLeavesStopsTheAnswer(HttpVersion version) {
    control.order("leave", new Fault.Pace(500, 1_000_000));

    HttpClientResponse response = Raw.stream(running.plain(version), "leave");
    response.resume();
    await().until(() -> control.lastRequest("leave").tokensWritten() > 5);
    response.request().reset();

    await().until(() -> control.lastRequest("leave").state() == State.CANCELLED);
    assertThat(control.streams().open()).isZero();
    assertThat(control.streams().cancelled()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aReaderThatStoppedReadingAndLeavesIsNoticedToo(HttpVersion version) {
    control.order("leave", new Fault.Flood(FLOOD));

    HttpClientResponse response = Raw.stream(running.plain(version), "leave");
    settledTokens("leave");
    response.request().reset();

    await().until(() -> control.lastRequest("leave").state() == State.CANCELLED);
  }

  @Test
  void aCancelledCallOfTheSdkStopsTheAnswer() {
    control.order("cancel", new Fault.Pace(500, 1_000_000));
    CompletableFuture<Void> call =
        running
            .async()
            .converseStream(
                r -> r.modelId(Running.NOVA).messages(Streamed.user("cancel")),
                ConverseStreamResponseHandler.builder().subscriber(event -> {}).build());
    await()
        .untilAsserted(
            () ->
                assertThat(control.lastRequest("cancel"))
                    .isNotNull()
                    .satisfies(r -> assertThat(r.tokensWritten()).isGreaterThan(5)));

    call.cancel(true);

    assertThat(call)
        .isCancelled()
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .isInstanceOf(CancellationException.class);
    await().until(() -> control.lastRequest("cancel").state() == State.CANCELLED);
  }

  @Test
  void aReaderThatLeavesBeforeTheFirstFrameIsNoticed() {
    control.order("early", new Fault.Latency(100_000));
    Raw.request(running.plain(HttpVersion.HTTP_2), "converse-stream")
        .onSuccess(
            request -> {
              request.send(Raw.body("early"));
              running.vertx().setTimer(20, id -> request.reset());
            });

    await()
        .until(
            () ->
                control.lastRequest("early") != null
                    && control.lastRequest("early").state() == State.CANCELLED);
  }

  @Test
  void manyResetsOnOneConnectionAreNoAttack() throws Exception {
    control.order(FaultOrder.on("again", new Fault.Stall(0)).times(500));
    var client = running.plain(HttpVersion.HTTP_2);
    for (int i = 0; i < 500; i++) {
      Raw.stream(client, "again").request().reset();
    }

    await().until(() -> control.streams().cancelled() == 500);
    assertThat(Streamed.ask(running.async(), Running.NOVA, "Hello").error()).isNull();
  }

  // The count once it stands still while the reader does not read.
  private static long settledTokens(String match) {
    long[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              long before = last[0];
              last[0] = control.lastRequest(match).tokensWritten();
              return last[0] > 0 && last[0] == before;
            });
    return last[0];
  }
}
