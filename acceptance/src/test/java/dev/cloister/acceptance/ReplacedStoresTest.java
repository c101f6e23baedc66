package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The only pod of a service that stores is replaced, or killed, while people use it. */
class ReplacedStoresTest {

  private static final int PEOPLE = 6;
  private static final int TOKENS = 60;
  private static final int SLOW = 20_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String WHOLE =
      IntStream.range(0, TOKENS).mapToObj(i -> "t" + i + " ").collect(Collectors.joining());

  private static RunningPlatform platform;

  private final String mark = "mark-" + UUID.randomUUID();
  private final AtomicBoolean over = new AtomicBoolean();

  @BeforeAll
  static void start() throws Exception {
    platform =
        RunningPlatform.start(
            Files.createTempDirectory(RunningPlatform.target(), "replaced-"),
            Map.of(),
            "--start-again");
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Promise(10)
  void answersThatRunWhileHistoryIsReplacedFinishAndAreStored() throws Exception {
    whilePeople(this::ask, "history-service", ProcessHandle::destroy);
  }

  @Test
  @Promise(6)
  void soTheyDoWhereHistoryIsKilled() throws Exception {
    whilePeople(this::ask, "history-service", ProcessHandle::destroyForcibly);
  }

  @Test
  @Promise(10)
  void ratingsThatAreGivenWhileFeedbackIsReplacedAreAllThere() throws Exception {
    whilePeople(this::rate, "feedback-service", ProcessHandle::destroy);
  }

  @Test
  @Promise(6)
  void soTheyAreWhereFeedbackIsKilled() throws Exception {
    whilePeople(this::rate, "feedback-service", ProcessHandle::destroyForcibly);
  }

  private interface Work {
    void doFor(Person person) throws Exception;
  }

  private void whilePeople(Work work, String service, Consumer<ProcessHandle> end)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        Person person = Person.somebody(platform);
        Callable<Void> task =
            () -> {
              work.doFor(person);
              return null;
            };
        people.add(threads.submit(task));
      }
      try {
        replace(service, end);
      } finally {
        over.set(true);
      }
      for (Future<Void> person : people) {
        person.get();
      }
    }
  }

  private static void replace(String service, Consumer<ProcessHandle> end) throws Exception {
    Thread.sleep(1000); // So that everybody is in the middle of something.
    ProcessHandle old = platform.process(service);
    end.accept(old);
    assertThat(old.onExit()).succeedsWithin(PATIENCE);
    await().atMost(PATIENCE).ignoreExceptions().until(() -> platform.process(service).isAlive());
    platform.awaitReady(service);
  }

  /** Every answer is heard whole, and then stored as it was heard. */
  private void ask(Person person) throws Exception {
    new StandIn(platform.bedrock())
        .order(FaultOrder.on(mark, new Fault.Pace(SLOW, TOKENS)).times(100_000));
    List<UUID> sessions = new ArrayList<>();
    while (!over.get() || sessions.isEmpty()) {
      UUID session = UUID.randomUUID();
      try (EventStream stream = person.askOnceAdmitted(session, mark)) {
        List<Event> events = stream.rest();
        assertThat(events.getLast().name()).isEqualTo("finished");
        assertThat(events.stream().map(Event::text).collect(Collectors.joining())).isEqualTo(WHOLE);
        sessions.add(session);
      }
    }
    for (UUID session : sessions) {
      JsonNode history = history(person, session);
      assertThat(history).hasSize(2);
      JsonNode answer = history.get(1);
      assertThat(answer.path("content").asText()).isEqualTo(WHOLE);
      assertThat(answer.at("/metadata/status").asText()).isEqualTo("finished");
    }
  }

  private static JsonNode history(Person person, UUID session) throws Exception {
    return person.get("/v1/sessions/" + session).json().path("history");
  }

  /** What was acknowledged is there, once; what was not, was refused with 503. */
  private void rate(Person person) throws Exception {
    List<String> rated = new ArrayList<>();
    while (!over.get() || rated.isEmpty()) {
      String message = UUID.randomUUID().toString();
      var rating =
          Map.of(
              "session_id",
              UUID.randomUUID().toString(),
              "message_id",
              message,
              "rating",
              "thumbs_up");
      int status = person.send("POST", "/v1/feedback", rating).status();
      if (status == 503) {
        Thread.sleep(50);
      } else {
        assertThat(status).isEqualTo(200);
        rated.add(message);
      }
    }
    assertThat(ratings(person)).doesNotHaveDuplicates().containsAll(rated);
  }

  private static List<String> ratings(Person person) throws Exception {
    List<String> messages = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = person.get("/v1/feedback?limit=100" + next).json();
      page.path("feedback").forEach(one -> messages.add(one.path("message_id").asText()));
      next = "&next_token=" + page.path("next_token").asText("");
    } while (next.length() > "&next_token=".length());
    return messages;
  }
}
