package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever takes their time with a request loses the connection; whoever listens does not. */
@QuarkusTest
@TestProfile(SlowClientTest.Hurried.class)
class SlowClientTest {

  public static final class Hurried implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.answers.heartbeat", "2s",
          "cloister.limits.body-timeout", "2s",
          "quarkus.http.read-timeout", "3s",
          "quarkus.http.idle-timeout", "5s");
    }
  }

  private final String token = Api.tokens().user("user-" + UUID.randomUUID());
  private final String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";

  private final URI server = Api.server();

  @ParameterizedTest
  @CsvSource({"Content-Length: 1000000,' '", "Transfer-Encoding: chunked,'1\r\n \r\n'"})
  void aBodyThatTricklesGets408(String length, String drop) throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      http.say(RawHttp.head("POST", path, token))
          .say("Content-Type: application/json\r\n" + length + "\r\n\r\n");
      Thread trickle = Thread.ofVirtual().start(() -> trickle(http, drop));
      try {
        var reply = http.reply();

        assertThat(reply.status()).isEqualTo(408);
        assertThat(reply.body()).contains("too-slow");
        http.awaitClose();
      } finally {
        trickle.interrupt();
      }
    }
  }

  @Test
  void aBodyThatStopsIsCutOff() throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      http.say(RawHttp.head("POST", path, token))
          .say("Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
          .awaitClose();
    }
  }

  @Test
  void aConnectionThatIsSilentIsClosed() throws IOException {
    try (RawHttp nothing = RawHttp.to(server);
        RawHttp word = RawHttp.to(server).say("G");
        RawHttp half = RawHttp.to(server).say("GET /v1/models HTTP/1.1\r\nHost: te")) {
      nothing.awaitClose();
      word.awaitClose();
      half.awaitClose();
    }
  }

  @Test
  void aStreamThatIsSilentForLongerThanAllThatIsNot() {
    String mark = "mark-" + UUID.randomUUID();
    Api.bedrock().order(mark, new Fault.Pace(0, 4), new Fault.Stall(2, 8_000L));
    var events = Api.newUser().events(Api.newSession(), Map.of("text", mark));

    assertThat(events.rest().getLast().name()).isEqualTo("finished");
    assertThat(events.comments()).isPositive();
  }

  private static void trickle(RawHttp http, String drop) {
    try {
      while (true) {
        http.say(drop);
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // Cut off, which is what the test waits for.
    }
  }
}
