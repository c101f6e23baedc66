package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Narrow;
import dev.cloister.chat.bedrock.Prompt;
import dev.cloister.localcloud.testkit.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What persons can make a pod do at a time, and hold, is bounded. */
@QuarkusTest
@TestProfile(Narrow.class)
class BoundsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();
  private final List<Runnable> running = new ArrayList<>();

  @AfterEach
  void stop() {
    running.forEach(Runnable::run);
  }

  @Test
  void endedAnswersAreKeptByTheBytesTheyTake() {
    String first = answer(20_000, mark);
    assertThat(status(first)).isEqualTo(200);

    String last = first;
    for (int more = 0; more < 5; more++) {
      last = answer(20_000, mark);
    }
    assertThat(status(first)).isEqualTo(404);
    assertThat(status(last)).isEqualTo(200);
  }

  @Test
  void endedAnswersDoNotKeepTheirQuestions() throws JMException {
    long before = live(Prompt.class);

    for (int i = 0; i < 5; i++) {
      String answer = answer(10, mark + "x".repeat(100_000));
      assertThat(status(answer)).isEqualTo(200);
    }

    await().atMost(PATIENCE).until(() -> live(Prompt.class) <= before);
  }

  @Test
  void aPersonHasOnlySoManyStreamsAtATime() throws Exception {
    String answer = stalled(user);
    var parallel = new ArrayList<Callable<HttpResponse<InputStream>>>();
    for (int i = 0; i < 10; i++) {
      parallel.add(() -> user.get("/v1/chat/answers/" + answer + "/events"));
    }
    List<HttpResponse<InputStream>> listening = all(parallel);

    assertThat(listening.stream().filter(r -> r.statusCode() == 200)).hasSize(Narrow.STREAMS - 1);
    var refused = listening.stream().filter(r -> r.statusCode() != 200).findAny().orElseThrow();
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(Api.read(refused).get("type").asText()).endsWith(":throttled");

    // Nor asks one more, and the model is not called; others are not concerned.
    String session = Api.newSession();
    assertThat(user.ask(session, Map.of("text", mark + " again")).statusCode()).isEqualTo(429);
    assertThat(user.history(session).path("messages")).isEmpty();
    stalled(Api.newUser());

    close(listening.stream().filter(r -> r.statusCode() == 200).findAny().orElseThrow());
    await().atMost(PATIENCE).until(() -> status(answer) == 200);
  }

  /** Places are given back on event loops while others are asked for. */
  @Test
  void aPersonsStreamsComeAndGo() throws Exception {
    String answer = answer(10, mark);
    Callable<List<Integer>> often =
        () -> IntStream.range(0, 10).mapToObj(i -> status(answer)).toList();

    assertThat(all(Collections.nCopies(30, often)))
        .allSatisfy(statuses -> assertThat(statuses).isSubsetOf(200, 429));
    await().atMost(PATIENCE).until(() -> status(answer) == 200);
  }

  @Test
  void aPodMakesOnlySoManyAnswersAtATime() {
    for (int i = 0; i < Narrow.ANSWERS; i++) {
      stalled(Api.newUser());
    }

    var refused = user.ask(Api.newSession(), Map.of("text", mark));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("2");
    assertThat(Api.read(refused).get("type").asText()).endsWith(":unavailable");
    running.removeFirst().run();
    await()
        .atMost(PATIENCE)
        .until(() -> user.ask(Api.newSession(), Map.of("text", "hello")).statusCode() == 200);
  }

  /** An answer that goes on until the test is over. */
  private String stalled(Api who) {
    String text = "stalled-" + UUID.randomUUID();
    Api.bedrock().order(text, new Fault.Stall(1));
    Events events = who.events(Api.newSession(), Map.of("text", text));
    String answer = events.next().data().get("id").asText();
    running.add(
        () -> {
          who.delete("/v1/chat/answers/" + answer);
          events.rest();
        });
    return answer;
  }

  /** An answer that has ended, of some 20 bytes in memory a token. */
  private String answer(int tokens, String question) {
    Api.bedrock().order(mark, new Fault.Flood(tokens));
    var events = user.events(Api.newSession(), Map.of("text", question)).rest();
    return events.getFirst().data().get("id").asText();
  }

  private int status(String answer) {
    var response = user.get("/v1/chat/answers/" + answer + "/events");
    close(response);
    return response.statusCode();
  }

  private static void close(HttpResponse<InputStream> response) {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> List<T> all(List<Callable<T>> calls) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (Future<T> call : threads.invokeAll(calls, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        results.add(call.get());
      }
      return results;
    }
  }

  /** How many objects of the class can still be reached. */
  private static long live(Class<?> type) throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {null},
                new String[] {String[].class.getName()});
    return histogram
        .toString()
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .filter(line -> line.length > 3 && line[3].equals(type.getName()))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }
}
