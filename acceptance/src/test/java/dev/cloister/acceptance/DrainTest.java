package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Tokens;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A pod that is asked to go finishes what it has begun. */
@Promise(10)
class DrainTest {

  private static final int TOKENS = 200;

  private final String followed = "mark-" + UUID.randomUUID();
  private final String left = "mark-" + UUID.randomUUID();
  private final UUID leftSession = UUID.randomUUID();

  @Test
  void runningAnswersAreFinishedAndNoNewOneBegun() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "drain-");
    try (RunningPlatform platform = RunningPlatform.start(work)) {
      StandIn bedrock = new StandIn(platform.bedrock());
      bedrock.order(followed, new Fault.Pace(20_000, TOKENS));
      bedrock.order(left, new Fault.Pace(50_000, TOKENS));
      Person person = Person.named("drained", platform);
      ProcessHandle chat = platform.process("chat-service");

      try (EventStream stream = person.ask(leftSession, left)) {
        stream.next(3);
      }
      try (EventStream stream = person.ask(UUID.randomUUID(), followed)) {
        stream.next(3);
        chat.destroy();
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() -> assertThat(askAnew(platform).statusCode()).isEqualTo(503));
        assertRefusal(askAnew(platform));
        assertThat(status(platform, "chat-service.management", "/q/health/ready")).isEqualTo(503);

        List<Event> rest = stream.rest();
        assertThat(rest.getLast().name()).isEqualTo("finished");
        assertThat(rest).hasSize(TOKENS + 2 - 3);
      }
      assertThat(chat.onExit()).succeedsWithin(Duration.ofSeconds(60));
      platform.process().onExit().join();
    }
    try (RunningPlatform again = RunningPlatform.start(work)) {
      JsonNode answer = answer(Person.named("drained", again), leftSession);
      assertThat(answer.at("/metadata/status").asText()).isEqualTo("finished");
      assertThat(answer.at("/content").asText()).endsWith("t" + (TOKENS - 1) + " ");
    }
  }

  @Promise(2)
  @Test
  void whatIsNotDoneInTimeEndsFailedWithItsText() throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "drain-");
    try (RunningPlatform platform =
        RunningPlatform.start(work, Map.of("CLOISTER_DRAIN_TIMEOUT", "1s"))) {
      new StandIn(platform.bedrock()).order(followed, new Fault.Stall(5));
      ProcessHandle chat = platform.process("chat-service");

      try (EventStream stream = Person.somebody(platform).ask(UUID.randomUUID(), followed)) {
        stream.next(3);
        chat.destroy();

        List<Event> rest = stream.rest();
        assertThat(rest.getLast().name()).isEqualTo("failed");
        assertThat(rest.getLast().data().at("/content/problem/detail").asText())
            .contains("shut down");
      }
      assertThat(chat.onExit()).succeedsWithin(Duration.ofSeconds(60));
    }
  }

  private static void assertRefusal(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(response.body()).contains("urn:cloister:problem:unavailable", "\"instance\"");
  }

  private static JsonNode answer(Person person, UUID session) throws Exception {
    return person.get("/v1/sessions/" + session).json().at("/history/1");
  }

  private static HttpResponse<String> askAnew(RunningPlatform platform)
      throws IOException, InterruptedException {
    String token = new Tokens(platform.issuer()).user("late");
    return send(
        HttpRequest.newBuilder(
                platform.origin().resolve("/v1/chat/sessions/" + UUID.randomUUID() + "/answers"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"text\": \"hello\"}")));
  }

  private static int status(RunningPlatform platform, String part, String path)
      throws IOException, InterruptedException {
    URI base = URI.create(platform.endpoints().getProperty(part));
    return send(HttpRequest.newBuilder(base.resolve(path))).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
