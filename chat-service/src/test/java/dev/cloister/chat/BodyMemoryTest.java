package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.RawHttp;
import dev.cloister.localcloud.testkit.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Bodies that are each within their limit are so in sum, too. */
@QuarkusTest
@TestProfile(Narrow.class)
class BodyMemoryTest {

  private static final int MOST_OF_IT = 900_000;

  private final String token = Api.tokens().user("user-" + UUID.randomUUID());
  private final String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";

  @ConfigProperty(name = "test.url")
  URI server;

  @Test
  void whoComesWhenMemoryIsFullIsToldToComeBack() throws Exception {
    try (RawHttp one = unfinished();
        RawHttp two = unfinished()) {
      Reply refused =
          (Reply) CompletableFuture.anyOf(reply(one), reply(two)).get(60, TimeUnit.SECONDS);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsEntry("retry-after", "1");
    }

    // Their memory is free again: this one is read, and found too long a text.
    String whole = "{\"text\":\"" + "x".repeat(MOST_OF_IT) + "\"}";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> whole(whole).status(), status -> status == 413);
  }

  private RawHttp unfinished() throws IOException {
    return RawHttp.to(server)
        .say(RawHttp.head("POST", path, token))
        .say("Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
        .say("x".repeat(MOST_OF_IT));
  }

  private Reply whole(String body) throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      return http.post(path, token, "application/json", body.getBytes(StandardCharsets.UTF_8))
          .reply();
    }
  }

  private static CompletableFuture<Reply> reply(RawHttp http) {
    var reply = new CompletableFuture<Reply>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                reply.complete(http.reply());
              } catch (IOException e) {
                // Closed by the test: the other one was refused.
              }
            });
    return reply;
  }
}
