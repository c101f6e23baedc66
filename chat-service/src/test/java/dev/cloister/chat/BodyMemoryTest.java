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
import org.junit.jupiter.api.Test;

/** Bodies that are each within their limit are so in sum, too. */
@QuarkusTest
@TestProfile(Narrow.class)
class BodyMemoryTest {

  private static final int MOST_OF_IT = 900_000;

  private final String token = somebody();
  private final String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";

  private final URI server = Api.server();

  @Test
  void whoComesWhenMemoryIsFullIsToldToComeBack() throws Exception {
    try (RawHttp one = unfinished(somebody());
        RawHttp two = unfinished(somebody());
        RawHttp three = unfinished(somebody())) {
      assertRefused(reply(one), reply(two), reply(three));
    }
    assertRead(token);
  }

  @Test
  void onePersonKeepsNobodyElseFromBeingHeard() throws Exception {
    try (RawHttp one = unfinished(token);
        RawHttp two = unfinished(token)) {
      assertRefused(reply(one), reply(two));

      assertRead(somebody());
    }
    assertRead(token);
  }

  private static void assertRefused(CompletableFuture<?>... replies) throws Exception {
    Reply refused = (Reply) CompletableFuture.anyOf(replies).get(60, TimeUnit.SECONDS);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("retry-after", "1");
  }

  /** There is memory for this one: it is read, and found too long a text. */
  private void assertRead(String by) {
    String whole = "{\"text\":\"" + "x".repeat(MOST_OF_IT) + "\"}";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> whole(by, whole).status(), status -> status == 413);
  }

  private static String somebody() {
    return Api.tokens().user("user-" + UUID.randomUUID());
  }

  private RawHttp unfinished(String by) throws IOException {
    return RawHttp.to(server)
        .say(RawHttp.head("POST", path, by))
        .say("Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
        .say("x".repeat(MOST_OF_IT));
  }

  private Reply whole(String by, String body) throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      return http.post(path, by, "application/json", body.getBytes(StandardCharsets.UTF_8)).reply();
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
