package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Any pod serves a listener or takes a stop, whichever pod makes the answer. */
class TwoPodsTest {

  private static final String FIRST = "chat-service";
  private static final int TOKENS = 100;
  private static final int SLOW = 30_000;

  /** A lease, many times over. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static ValkeyServer valkey;
  private static RunningPlatform platform;
  private static StandIn bedrock;
  private static URI first;
  private static URI second;

  private final String mark = "mark-" + UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private final Person person = Person.somebody(platform);

  @BeforeAll
  static void start() throws Exception {
    valkey = ValkeyServer.start();
    platform =
        RunningPlatform.start(
            Files.createTempDirectory(RunningPlatform.target(), "pods-"),
            Map.of(
                "CLOISTER_STREAMS_URL", valkey.url(),
                "CLOISTER_STREAMS_LEASE", "4s",
                // Far apart, so that a pod that goes has something left to write.
                "CLOISTER_STREAMS_INTERVAL", "2s"),
            "--second-chat",
            "--without",
            "feedback-service");
    bedrock = new StandIn(platform.bedrock());
    first = platform.url(FIRST);
    second = platform.url("chat-service.second");
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
    if (valkey != null) {
      valkey.close();
    }
  }

  @Test
  @Promise(5)
  void theOtherPodTellsTheSame() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, TOKENS));
    try (EventStream here = person.at(first).ask(session, mark)) {
      Event started = here.next();
      String answer = started.data().path("id").asText();
      try (EventStream there = person.at(second).listen(answer, 0);
          EventStream later = person.at(second).listen(answer, 5)) {
        List<Event> all = here.rest();
        all.addFirst(started);
        assertThat(all.getLast().name()).isEqualTo("finished");
        assertThat(all).hasSize(TOKENS + 2);
        assertThat(there.rest()).isEqualTo(all);
        assertThat(later.rest()).isEqualTo(all.subList(5, all.size()));
      }
      try (EventStream afterwards = person.at(second).listen(answer, 50)) {
        assertThat(afterwards.rest()).hasSize(TOKENS + 2 - 50);
      }
    }
  }

  @Test
  @Promise(7)
  void anothersAnswerIsUnknownThere() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, TOKENS));
    try (EventStream here = person.at(first).ask(session, mark)) {
      String answer = here.next().data().path("id").asText();
      Person other = Person.somebody(platform).at(second);
      assertThat(other.get("/v1/chat/answers/" + answer + "/events").status()).isEqualTo(404);
      assertThat(other.delete("/v1/chat/answers/" + answer).status()).isEqualTo(404);
      assertThat(here.rest().getLast().name()).isEqualTo("finished");
    }
  }

  @Test
  @Promise(3)
  void aStopIsTakenByAnyPod() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, 100 * TOKENS));
    try (EventStream here = person.at(first).ask(session, mark)) {
      String answer = here.next().data().path("id").asText();
      assertThat(person.at(second).delete("/v1/chat/answers/" + answer).status()).isEqualTo(204);
      assertThat(here.rest().getLast().name()).isEqualTo("stopped");
    }
    await().untilAsserted(() -> assertThat(asked().state()).isEqualTo(Streams.State.CANCELLED));
    assertThat(status(stored())).isEqualTo("stopped");
  }

  @Test
  @Promise(6)
  void theSameKeyAtAnotherPodFollowsTheSameAnswer() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, TOKENS));
    try (EventStream here = person.at(first).ask(session, mark, "key");
        EventStream there = person.at(second).ask(session, mark, "key")) {
      List<Event> all = here.rest();
      assertThat(there.rest()).isEqualTo(all).hasSize(TOKENS + 2);
    }
    assertThat(requests()).hasSize(1);
    assertThat(history()).hasSize(2);
  }

  /** What an operator fears: the process is gone, and nothing of it can say so. */
  @Test
  @Promise(5)
  void whenThePodIsKilledItsListenersGetAnHonestEnd() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, 1000 * TOKENS));
    Person there = person.at(second);
    try (EventStream here = person.at(first).ask(session, mark)) {
      String answer = here.next().data().path("id").asText();
      try (EventStream stream = there.listen(answer, 0)) {
        List<Event> heard = stream.next(TOKENS);
        platform.process(FIRST).destroyForcibly();
        heard.addAll(assertTimeoutPreemptively(SOON, stream::rest));

        assertThat(heard.getLast().name()).isEqualTo("failed");
        assertThat(heard).extracting(Event::id).isEqualTo(upTo(heard.size()));
        JsonNode stored = stored();
        assertThat(status(stored)).isEqualTo("failed");
        assertThat(stored.path("content").asText()).isEqualTo(text(heard));
        try (EventStream afterwards = there.listen(answer, 0)) {
          assertThat(afterwards.rest()).isEqualTo(heard);
        }
        await().untilAsserted(() -> assertThat(usage(there).path("failed").asInt()).isOne());
        assertThat(usage(there).path("outputTokens").asLong()).isPositive();
        assertThat(usage(there).path("estimatedAnswers").asInt()).isOne();
        // Whoever listened at the pod itself may have had more than came to the store.
        try (EventStream afterwards = there.listen(answer, 10 * heard.size())) {
          assertThat(afterwards.rest()).extracting(Event::name).containsExactly("failed");
        }
      }
    }
    platform.awaitReady(FIRST);
  }

  /** History has the end and the whole text; other pods' listeners do not have it yet. */
  @Test
  @Promise(2)
  void whenThePodIsKilledAfterTheEndNothingIsMissing() throws Exception {
    bedrock.order(mark, new Fault.Pace(5_000, TOKENS));
    Person there = person.at(second);
    try (EventStream here = person.at(first).ask(session, mark)) {
      List<Event> all = here.next(1);
      String answer = all.getFirst().data().path("id").asText();
      try (EventStream stream = there.listen(answer, 0)) {
        all.addAll(here.rest());
        assertThat(all.getLast().name()).isEqualTo("finished");
        platform.process(FIRST).destroyForcibly();

        List<Event> heard = stream.rest();
        assertThat(heard.getLast().name()).isEqualTo("finished");
        assertThat(text(heard)).isEqualTo(text(all));
        try (EventStream afterwards = there.listen(answer, 0)) {
          assertThat(afterwards.rest()).isEqualTo(heard);
        }
      }
    }
    platform.awaitReady(FIRST);
  }

  @Test
  @Promise(10)
  void aPodThatIsAskedToGoAfterTheEndTellsTheOthersFirst() throws Exception {
    bedrock.order(mark, new Fault.Pace(5_000, TOKENS));
    try (EventStream here = person.at(first).ask(session, mark)) {
      List<Event> all = here.next(1);
      String answer = all.getFirst().data().path("id").asText();
      try (EventStream there = person.at(second).listen(answer, 0)) {
        all.addAll(here.rest());
        platform.process(FIRST).destroy();
        assertThat(there.rest()).isEqualTo(all);
      }
    }
    platform.awaitReady(FIRST);
  }

  /** A pod that comes back from a long pause must not go on as if nothing had happened. */
  @Test
  @Promise(2)
  void aPodThatWasTakenForDeadGivesUp() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, 1000 * TOKENS));
    try (EventStream here = person.at(first).ask(session, mark)) {
      String answer = here.next().data().path("id").asText();
      List<Event> heard;
      try (EventStream stream = person.at(second).listen(answer, 0)) {
        heard = stream.next(10);
        ProcessHandle pod = platform.process(FIRST);
        signal("STOP", pod);
        heard.addAll(stream.rest());
        signal("CONT", pod);
      }
      assertThat(heard.getLast().name()).isEqualTo("failed");
      assertThat(here.rest().getLast().name()).isEqualTo("failed");
      await().untilAsserted(() -> assertThat(asked().state()).isEqualTo(Streams.State.CANCELLED));
      assertThat(status(stored())).isEqualTo("failed");
      assertThat(stored().path("content").asText()).isEqualTo(text(heard));
    }
  }

  /** Without the store nobody hears less at the pod that makes the answer. */
  @Test
  @Promise(5)
  void whenTheStoreIsGoneAnswersGoOnAndWhenItIsBackItIsFilledAgain() throws Exception {
    bedrock.order(mark, new Fault.Pace(SLOW, 10 * TOKENS));
    Person there = person.at(second);
    try (EventStream here = person.at(first).ask(session, mark)) {
      Event started = here.next();
      String answer = started.data().path("id").asText();
      valkey.crash();
      assertThat(there.get("/v1/chat/answers/" + answer + "/events").status()).isEqualTo(503);
      valkey.restart();
      List<Event> all = here.rest();
      all.addFirst(started);
      assertThat(all).hasSize(10 * TOKENS + 2);
      await()
          .ignoreExceptions()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                try (EventStream again = there.listen(answer, 0)) {
                  assertThat(again.rest()).isEqualTo(all);
                }
              });
    }
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    String pid = String.valueOf(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  private Streams.Request asked() {
    return requests().getLast();
  }

  private List<Streams.Request> requests() {
    return bedrock.streams().requests().stream()
        .filter(r -> r.operation().equals("ConverseStream"))
        .filter(r -> r.lastUserText() != null && r.lastUserText().contains(mark))
        .toList();
  }

  private JsonNode history() throws Exception {
    return person.get("/v1/sessions/" + session).json().path("history");
  }

  private static JsonNode usage(Person person) throws Exception {
    return person.get("/v1/usage").json().at("/usage/0");
  }

  private JsonNode stored() throws Exception {
    return history().get(1);
  }

  private static String status(JsonNode message) {
    return message.path("metadata").path("status").asText();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  private static String text(List<Event> events) {
    return events.stream().map(Event::text).collect(Collectors.joining());
  }
}
