package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A pod is killed at a moment that nobody has chosen, with and without a shared store. */
class KilledPodTest {

  private static final String POD = "chat-service";
  private static final String KEY = "key";
  private static final int TOKENS = 100;
  private static final int SLOW = 5_000;

  private static final String WHOLE =
      IntStream.range(0, TOKENS).mapToObj(i -> "t" + i + " ").collect(Collectors.joining());

  /** From before the question is read until after its answer's end. */
  private static final int LATEST_MILLIS = 900;

  /** A lease, many times over. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static ValkeyServer valkey;
  private static RunningPlatform two;
  private static RunningPlatform alone;

  private StandIn bedrock;
  private final String mark = "mark-" + UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  @BeforeAll
  static void start() throws Exception {
    valkey = ValkeyServer.start();
    two =
        RunningPlatform.start(
            Files.createTempDirectory(RunningPlatform.target(), "killed-"),
            Map.of(
                "CLOISTER_STREAMS_URL", valkey.url(),
                "CLOISTER_STREAMS_LEASE", "4s",
                "CLOISTER_HISTORY_ANSWER_LEASE", "5s",
                "CLOISTER_ANSWERS_LEASE_RENEWAL", "1s"),
            "--second-chat",
            "--without",
            "feedback-service");
    alone =
        RunningPlatform.start(
            Files.createTempDirectory(RunningPlatform.target(), "killed-"),
            Map.of(
                "CLOISTER_HISTORY_ANSWER_LEASE", "5s",
                "CLOISTER_ANSWERS_LEASE_RENEWAL", "1s",
                "CLOISTER_ANSWERS_CHECKPOINT_INTERVAL", "100ms"),
            "--start-again",
            "--without",
            "feedback-service");
  }

  @AfterAll
  static void stop() {
    alone.close();
    two.close();
    valkey.close();
  }

  /**
   * Whoever asks again with its key at the other pod hears one answer, and history has the same.
   */
  @Attack(
      promise = {2, 5, 6},
      rounds = 4,
      atMost = 20)
  void theOtherPodTellsOneAnswerAndItsEnd(int round) throws Exception {
    Person person = Person.somebody(two);
    List<Event> before = askAndKill(two, person, round);

    Person there = person.at(two.url("chat-service.second"));
    List<Event> heard = assertTimeoutPreemptively(SOON, () -> hear(there));

    Event end = heard.getLast();
    assertThat(end.name()).isIn("finished", "failed");
    JsonNode stored = answer(person);
    String status = stored.at("/metadata/status").asText();
    assertThat(stored.path("content").asText()).isEqualTo(text(heard));
    if (end.name().equals("finished")) {
      assertThat(status).isEqualTo("finished");
      assertThat(text(heard)).isEqualTo(WHOLE);
    } else {
      // Killed before the shared store knew of it, it ends by its lease in history.
      assertThat(status).isIn("failed", "interrupted");
    }
    if (!before.isEmpty() && before.getLast().ends()) {
      assertThat(end.name()).isEqualTo(before.getLast().name());
    }
    assertThat(modelCalls()).isLessThanOrEqualTo(1);
    two.awaitReady(POD);
  }

  /** Nobody else knows it: history shows what was checkpointed, and that it broke off. */
  @Attack(
      promise = {2, 5},
      rounds = 2,
      atMost = 10)
  void withoutASharedStoreHistoryShowsWhatCame(int round) throws Exception {
    Person person = Person.somebody(alone);
    List<Event> before = askAndKill(alone, person, round);
    alone.awaitReady(POD);
    if (before.isEmpty()) {
      return; // It may not even have read the question.
    }

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(answer(person).at("/metadata/status").asText())
                    .isIn("interrupted", "finished"));
    JsonNode stored = answer(person);
    assertThat(WHOLE).startsWith(stored.path("content").asText());
    if (stored.at("/metadata/status").asText().equals("finished")) {
      assertThat(stored.path("content").asText()).isEqualTo(WHOLE);
    }
    if (before.getLast().ends()) {
      assertThat(stored.at("/metadata/status").asText()).isEqualTo(before.getLast().name());
    }
  }

  /** The whole answer; a connection that is cut is opened again, as any client does. */
  private List<Event> hear(Person person) throws Exception {
    while (true) {
      try (EventStream stream = person.askOnceAdmitted(session, mark, KEY)) {
        return stream.rest();
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
  }

  /** What was heard until then. */
  private List<Event> askAndKill(RunningPlatform platform, Person person, int round)
      throws Exception {
    bedrock = new StandIn(platform.bedrock());
    bedrock.order(mark, new Fault.Pace(SLOW, TOKENS));
    int millis = new Random(round).nextInt(LATEST_MILLIS);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var listening = threads.submit(() -> listen(person.at(platform.url(POD))));
      Thread.sleep(millis);
      ProcessHandle pod = platform.process(POD);
      pod.destroyForcibly();
      assertThat(pod.onExit()).succeedsWithin(SOON);
      return listening.get();
    }
  }

  private List<Event> listen(Person person) throws Exception {
    List<Event> heard = new ArrayList<>();
    try (EventStream stream = person.ask(session, mark, KEY)) {
      for (Event event = stream.next(); event != null; event = stream.next()) {
        heard.add(event);
      }
    } catch (IOException e) {
      return heard; // It was killed.
    }
    return heard;
  }

  private JsonNode answer(Person person) throws Exception {
    JsonNode history = person.get("/v1/sessions/" + session).json().path("history");
    assertThat(history).hasSize(2);
    return history.get(1);
  }

  private long modelCalls() {
    return bedrock.streams().requests().stream()
        .filter(r -> r.operation().equals("ConverseStream"))
        .filter(r -> r.lastUserText() != null && r.lastUserText().contains(mark))
        .count();
  }

  private static String text(List<Event> events) {
    return events.stream().map(Event::text).collect(Collectors.joining());
  }
}
