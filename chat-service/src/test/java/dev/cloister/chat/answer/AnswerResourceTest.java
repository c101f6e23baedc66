package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.State;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Asking, listening, resuming and stopping, on the real protocols. */
@QuarkusTest
class AnswerResourceTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Api user = Api.newUser();
  private final String session = Api.newSession();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final String mark = "mark-" + UUID.randomUUID();

  @Test
  void anAnswerStreamsEndsAndIsStored() {
    order(new Fault.Pace(0, 40));
    List<Event> events = user.events(session, Map.of("text", mark)).rest();

    assertThat(events)
        .extracting(Event::id)
        .isEqualTo(IntStream.rangeClosed(1, 42).boxed().toList());
    assertThat(events.getFirst().name()).isEqualTo("started");
    assertThat(deltas(events))
        .extracting(e -> e.data().at("/content/sequenceNumber").asInt())
        .isEqualTo(IntStream.range(0, 40).boxed().toList());
    assertThat(Events.text(events)).startsWith("t0 t1 t2 ").contains(" t39");
    JsonNode end = events.getLast().data();
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(end.at("/content/stopReason").asText()).isEqualTo("end_turn");
    assertThat(end.at("/content/usage/totalTokens").asInt()).isPositive();
    assertThat(end.at("/content/timeToFirstTokenMs").isIntegralNumber()).isTrue();
    assertThat(end.at("/content/responseTimeMs").isIntegralNumber()).isTrue();

    JsonNode started = events.getFirst().data();
    JsonNode stored = user.history(session).get("history");
    assertThat(stored).hasSize(2);
    assertThat(stored.at("/0/id")).isEqualTo(started.get("userMessageId"));
    assertThat(stored.at("/0/content").asText()).isEqualTo(mark);
    assertThat(stored.at("/1/id")).isEqualTo(started.get("messageId"));
    assertThat(stored.at("/1/content").asText()).isEqualTo(Events.text(events));
    assertThat(stored.at("/1/metadata/status").asText()).isEqualTo("finished");
    assertThat(stored.at("/1/metadata/usage")).isEqualTo(end.at("/content/usage"));
  }

  @Promise(6)
  @Test
  void theQuestionIsStoredBeforeTheModelSpeaks() {
    order(new Fault.Stall(0));
    Event started = user.events(session, Map.of("text", mark)).next();

    assertThat(user.history(session).at("/history/0/content").asText()).isEqualTo(mark);
    assertThat(user.history(session).at("/history/1/metadata/status").asText())
        .isEqualTo("streaming");
    stop(started);
  }

  @Test
  void theConversationSoFarGoesToTheModel() {
    user.events(session, Map.of("text", "first")).rest();
    user.events(session, Map.of("text", mark)).rest();

    assertThat(modelCalls().getLast().messages()).isEqualTo(3);
  }

  @Test
  void aLongSessionIsShortenedToTheModelsWindow() {
    String model = "meta.llama3-1-8b-instruct-v1:0";
    for (int i = 0; i < 3; i++) {
      user.events(session, Map.of("text", "word ".repeat(1500) + i, "modelId", model)).rest();
    }
    List<Event> events = user.events(session, Map.of("text", mark, "modelId", model)).rest();

    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(modelCalls().getLast().messages()).isBetween(1, 5);
  }

  @Promise(3)
  @Test
  void stoppingEndsTheAnswerAndTheModelsStream() {
    order(new Fault.Pace(0, 5), new Fault.Stall(5));
    Events events = user.events(session, Map.of("text", mark));
    List<Event> seen = events.take(6);

    assertThat(stop(seen.getFirst())).isEqualTo(204);
    Event end = events.rest().getLast();
    assertThat(end.name()).isEqualTo("stopped");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(modelCalls().getLast().state()).isEqualTo(State.CANCELLED));
    assertThat(stored("/metadata/status")).isEqualTo("stopped");
    assertThat(stored("/content")).isEqualTo(Events.text(seen));
    assertThat(stop(seen.getFirst())).as("again").isEqualTo(204);
  }

  @Promise(3)
  @Test
  void stoppingBeforeTheModelBeginsClosesItsCall() {
    order(new Fault.Latency(600_000));
    Events events = user.events(session, Map.of("text", mark));

    assertThat(stop(events.next())).isEqualTo(204);
    assertThat(events.rest().getLast().name()).isEqualTo("stopped");
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(modelCalls().getLast().state()).isEqualTo(State.CANCELLED));
  }

  @Test
  void leavingDoesNotStopTheAnswer() throws IOException {
    order(new Fault.Pace(20_000, 30));
    try (Events events = user.events(session, Map.of("text", mark))) {
      events.take(3);
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(stored("/metadata/status")).isEqualTo("finished"));
    assertThat(stored("/content")).contains("t29");
  }

  @Promise(5)
  @Test
  void anAnswerIsResumedAfterEveryEvent() {
    order(new Fault.Pace(0, 12));
    List<Event> whole = user.events(session, Map.of("text", mark)).rest();
    String answer = whole.getFirst().data().get("id").asText();

    for (int last = 0; last <= whole.size(); last++) {
      assertThat(user.resume(answer, last).rest()).isEqualTo(whole.subList(last, whole.size()));
    }
  }

  @Test
  void aHeadRequestDoesNotListen() {
    order(new Fault.Stall(0));
    Event started = user.events(session, Map.of("text", mark)).next();
    var head = user.head("/v1/chat/answers/" + started.data().get("id").asText() + "/events");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(new Events(head.body()).rest()).isEmpty();
    stop(started);
  }

  @Promise(5)
  @Test
  void aSecondListenerJoinsWhileTheAnswerRuns() {
    order(new Fault.Pace(10_000, 50));
    Events first = user.events(session, Map.of("text", mark));
    Event started = first.next();
    List<Event> second = user.resume(started.data().get("id").asText(), 0).rest();

    assertThat(second.getFirst()).isEqualTo(started);
    assertThat(second.subList(1, second.size())).isEqualTo(first.rest());
  }

  @Test
  void silenceIsFilledWithComments() {
    order(new Fault.Pace(0, 2), new Fault.Stall(1, 2500L));
    Events events = user.events(session, Map.of("text", mark));

    assertThat(events.rest().getLast().name()).isEqualTo("finished");
    assertThat(events.comments()).isPositive();
  }

  @Test
  void aModelBehindAProfileAnswersByItsOwnId() {
    var model = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    List<Event> events = user.events(session, Map.of("text", mark, "modelId", model)).rest();

    assertThat(events.getFirst().data().get("modelId").asText()).isEqualTo(model);
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(modelCalls().getLast().model()).startsWith("us.anthropic.");
  }

  @Test
  void aNewSessionGetsAShortTitle() {
    user.events(session, Map.of("text", "How is an answer resumed? " + mark)).rest();

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(user.history(session).get("title").asText())
                    .isNotBlank()
                    .doesNotContain(mark));
  }

  @Promise(6)
  @Test
  void theSameKeyGivesTheSameAnswerAndOneModelCall() {
    var key = UUID.randomUUID().toString();
    List<Event> first = user.events(session, Map.of("text", mark), "Idempotency-Key", key).rest();
    List<Event> again = user.events(session, Map.of("text", mark), "Idempotency-Key", key).rest();

    assertThat(again).isEqualTo(first);
    assertThat(modelCalls()).hasSize(1);
    assertThat(user.history(session).get("history")).hasSize(2);
  }

  @Promise(6)
  @Test
  void theSameKeyInParallelGivesOneAnswerToAll() {
    order(new Fault.Pace(0, 20));
    var key = UUID.randomUUID().toString();
    List<List<Event>> answers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> askWith(key), threads))
            .limit(12)
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).allSatisfy(events -> assertThat(events).isEqualTo(answers.getFirst()));
    assertThat(modelCalls()).hasSize(1);
    assertThat(user.history(session).get("history")).hasSize(2);
  }

  @Promise(6)
  @Test
  void theSameKeyGivesTheSameRefusal() {
    order(new Fault.Throttle(7));
    var key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      var response = user.ask(session, Map.of("text", mark), "Idempotency-Key", key);
      assertThat(response.statusCode()).isEqualTo(429);
    }
    assertThat(modelCalls()).hasSize(1);
  }

  @Promise(6)
  @Test
  void theSameKeyForAnotherQuestionIsAConflict() {
    var key = UUID.randomUUID().toString();
    user.events(session, Map.of("text", mark), "Idempotency-Key", key).rest();
    var other = user.ask(session, Map.of("text", "another"), "Idempotency-Key", key);

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(Api.read(other).get("type").asText())
        .isEqualTo("urn:cloister:problem:idempotency-conflict");
  }

  private List<Event> askWith(String key) {
    return user.events(session, Map.of("text", mark), "Idempotency-Key", key).rest();
  }

  private void order(Fault... faults) {
    Api.bedrock().order(mark, faults);
  }

  /** The streams that this test's question opened; titles are asked for without a stream. */
  private List<Streams.Request> modelCalls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .toList();
  }

  private int stop(Event started) {
    return user.delete("/v1/chat/answers/" + started.data().get("id").asText()).statusCode();
  }

  private String stored(String pointer) {
    return user.history(session).at("/history/1" + pointer).asText();
  }

  private static List<Event> deltas(List<Event> events) {
    return events.stream().filter(e -> e.name().equals("textDelta")).toList();
  }
}
