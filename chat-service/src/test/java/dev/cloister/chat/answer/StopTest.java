package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.State;
import dev.cloister.localcloud.testkit.attack.Attack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;

/** A stop closes the stream from Bedrock, whoever reads and wherever it comes from. */
@QuarkusTest
class StopTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** The promise says 100 ms; a machine that is busy with a build may need longer. */
  private static final long BOUND_MILLIS = 2000;

  private static final List<Long> TOOK = new CopyOnWriteArrayList<>();

  private final String mark = "mark-" + UUID.randomUUID();
  private final String token = Api.tokens().user("user-" + UUID.randomUUID());

  @AfterAll
  static void tell() {
    List<Long> sorted = TOOK.stream().sorted().toList();
    if (!sorted.isEmpty()) {
      System.out.printf(
          "Stop to closed stream at Bedrock, %d stops: median %d ms, 99 %% %d ms, most %d ms%n",
          sorted.size(),
          sorted.get(sorted.size() / 2),
          sorted.get(sorted.size() * 99 / 100),
          sorted.getLast());
    }
  }

  @Attack(promise = 3, rounds = 6, atMost = 500)
  void whileItIsRead() throws Exception {
    try (HttpClient http = client()) {
      isStopped(http, http);
    }
  }

  @Attack(promise = 3, rounds = 6, atMost = 500)
  void fromAnotherClient() throws Exception {
    try (HttpClient reader = client();
        HttpClient stopper = client()) {
      isStopped(reader, stopper);
    }
  }

  private void isStopped(HttpClient reader, HttpClient stopper) throws Exception {
    Api.bedrock().order(mark, new Fault.Pace(1000, 1_000_000));
    var question = BodyPublishers.ofString("{\"text\":\"" + mark + "\"}");
    var response =
        reader.send(
            request("/v1/chat/sessions/" + Api.newSession() + "/answers")
                .header("Content-Type", "application/json")
                .POST(question)
                .build(),
            BodyHandlers.ofInputStream());
    try (Events events = new Events(response.body())) {
      String answer = events.take(5).getFirst().data().get("id").asText();
      assertThat(call().state()).isEqualTo(State.OPEN);

      long stopped = System.currentTimeMillis();
      assertThat(stop(stopper, answer).statusCode()).isEqualTo(204);

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(call().state()).isEqualTo(State.CANCELLED));
      long took = call().endedAt() - stopped;
      TOOK.add(took);
      assertThat(took).isLessThan(BOUND_MILLIS);
      assertThat(events.rest().getLast().name()).isEqualTo("stopped");
    }
  }

  private HttpResponse<InputStream> stop(HttpClient http, String answer) throws Exception {
    return http.send(
        request("/v1/chat/answers/" + answer).DELETE().build(), BodyHandlers.ofInputStream());
  }

  /** Connected, so that no question waits for that. */
  private HttpClient client() throws Exception {
    HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    http.send(request("/v1/models").build(), BodyHandlers.discarding());
    return http;
  }

  private HttpRequest.Builder request(String path) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  private Streams.Request call() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .findFirst()
        .orElseThrow();
  }
}
