package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the question to the answer that is found again, through the origin. */
class AnswerPathTest {

  private RunningPlatform platform;
  private Person alice;
  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void somebodyNew() throws Exception {
    platform = RunningPlatform.shared();
    alice = Person.somebody(platform);
  }

  @Test
  void theModelsAreListedWithOneDefault() throws Exception {
    JsonNode models = alice.get("/v1/models").json().path("data");

    assertThat(models).isNotEmpty();
    assertThat(models).filteredOn(model -> model.path("default").asBoolean()).hasSize(1);
  }

  @Test
  void aQuestionIsAnsweredStreamedStoredAndFoundAgain() throws Exception {
    List<Event> events = wholeAnswer("How is an answer resumed?");

    assertThat(events.getFirst().name()).isEqualTo("started");
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(events).extracting(Event::id).isEqualTo(numbers(1, events.size()));
    String text = events.stream().map(Event::text).collect(Collectors.joining());
    assertThat(text).contains("Last-Event-ID");
    JsonNode sessions = alice.get("/v1/sessions").json();
    assertThat(sessions).hasSize(1);
    assertThat(sessions.get(0).path("id").asText()).isEqualTo(session.toString());
    JsonNode history = alice.get("/v1/sessions/" + session).json().path("history");
    assertThat(history).hasSize(2);
    assertThat(history.get(0).path("content").asText()).isEqualTo("How is an answer resumed?");
    assertThat(history.get(1).path("content").asText()).isEqualTo(text);
    assertThat(history.get(1).path("metadata").path("status").asText()).isEqualTo("finished");
  }

  @Promise(5)
  @Test
  void aListenerWhoComesBackGetsEveryEventOnce() throws Exception {
    List<Event> seen;
    try (EventStream stream = alice.ask(session, "How is an answer resumed, event by event?")) {
      seen = new ArrayList<>(stream.next(4));
    }
    String answer = seen.getFirst().data().path("id").asText();

    try (EventStream again = alice.listen(answer, 4)) {
      seen.addAll(again.rest());
    }

    assertThat(seen).extracting(Event::id).isEqualTo(numbers(1, seen.size()));
    assertThat(seen.getLast().name()).isEqualTo("finished");
  }

  @Promise(3)
  @Test
  void aStoppedAnswerEndsAtTheModelAndIsKeptAsStopped() throws Exception {
    StandIn bedrock = new StandIn(platform.bedrock());
    String question = "Stop me " + session;
    bedrock.order(question, new Fault.Pace(20_000, 2_000));
    try (EventStream stream = alice.ask(session, question)) {
      List<Event> first = stream.next(3);
      String answer = first.getFirst().data().path("id").asText();

      assertThat(alice.delete("/v1/chat/answers/" + answer).status()).isEqualTo(204);

      assertThat(stream.rest().getLast().name()).isEqualTo("stopped");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(bedrock.streams().open()).isZero());
    JsonNode answer = alice.get("/v1/sessions/" + session).json().path("history").get(1);
    assertThat(answer.path("metadata").path("status").asText()).isEqualTo("stopped");
    assertThat(answer.path("content").asText()).startsWith("t0 ");
  }

  @Promise(2)
  @Test
  void aModelThatBreaksOffIsAFailureAndStoredAsOne() throws Exception {
    String question = "Break off " + session;
    new StandIn(platform.bedrock()).order(question, new Fault.Cut(5));

    List<Event> events = wholeAnswer(question);

    assertThat(events.getLast().name()).isEqualTo("failed");
    JsonNode answer = alice.get("/v1/sessions/" + session).json().path("history").get(1);
    assertThat(answer.path("metadata").path("status").asText()).isEqualTo("failed");
  }

  @Test
  void aSessionThatIsFullSaysSoAndLosesNothing() throws Exception {
    for (int i = 0; i < RunningPlatform.MOST_MESSAGES; i += 2) {
      wholeAnswer("Is there room for number " + i + "?");
    }

    Person.Reply refused =
        alice.send("POST", "/v1/chat/sessions/" + session + "/answers", Map.of("text", "More?"));

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.json().path("field").asText()).isEqualTo("sessionId");
    assertThat(refused.json().path("detail").asText())
        .contains(RunningPlatform.MOST_MESSAGES + " messages")
        .contains("begin another session");
    assertThat(alice.get("/v1/sessions/" + session).json().path("history"))
        .hasSize(RunningPlatform.MOST_MESSAGES);
  }

  @Test
  void aSessionIsRenamedAndDeleted() throws Exception {
    wholeAnswer("How is an answer stopped?");

    Person.Reply renamed =
        alice.send("PATCH", "/v1/sessions/" + session, Map.of("title", "Stopping"));
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(alice.get("/v1/sessions").json().get(0).path("title").asText())
        .isEqualTo("Stopping");

    assertThat(alice.delete("/v1/sessions/" + session).json().path("deleted").asBoolean()).isTrue();
    assertThat(alice.get("/v1/sessions").json()).isEmpty();
    assertThat(alice.get("/v1/sessions/" + session).json().isNull()).isTrue();
  }

  @Test
  void anAnswerIsRated() throws Exception {
    String answer = wholeAnswer("How is an answer rated?").getFirst().data().path("id").asText();
    Map<String, String> rating =
        Map.of("session_id", session.toString(), "message_id", answer, "rating", "thumbs_up");

    Person.Reply rated = alice.send("POST", "/v1/feedback", rating);

    assertThat(rated.status()).as(rated.json().toString()).isBetween(200, 201);
    assertThat(alice.get("/v1/feedback").json().toString()).contains(answer);
    assertThat(Person.somebody(platform).get("/v1/feedback").json().toString())
        .doesNotContain(answer);
  }

  @Promise(7)
  @Test
  void anotherSeesNothingOfIt() throws Exception {
    List<Event> events = wholeAnswer("Is this mine alone?");
    String answer = events.getFirst().data().path("id").asText();
    Person bob = Person.somebody(platform);

    assertThat(bob.get("/v1/sessions").json()).isEmpty();
    assertThat(bob.get("/v1/sessions/" + session).json().isNull()).isTrue();
    assertThat(bob.get("/v1/chat/answers/" + answer + "/events").status()).isEqualTo(404);
    assertThat(bob.send("PATCH", "/v1/sessions/" + session, Map.of("title", "x")).status())
        .isEqualTo(404);
    bob.delete("/v1/sessions/" + session);
    assertThat(alice.get("/v1/sessions").json()).hasSize(1);
  }

  @Promise(7)
  @Test
  void theInternalRoutesAreNotAtTheOrigin() throws Exception {
    Person.Reply reply =
        alice.send("POST", "/internal/v1/sessions/" + session + "/turns", Map.of("text", "x"));

    assertThat(reply.status()).isIn(401, 403, 404);
  }

  private List<Event> wholeAnswer(String question) throws Exception {
    try (EventStream stream = alice.ask(session, question)) {
      return stream.rest();
    }
  }

  private static List<Integer> numbers(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }
}
