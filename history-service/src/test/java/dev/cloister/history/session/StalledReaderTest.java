package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.RawHttp;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who asks for a long session and does not read it holds that much memory, and no more. */
@QuarkusTest
@Promise(4)
@TestProfile(StalledReaderTest.Narrow.class)
class StalledReaderTest {

  private final Api alice = Api.somebody();
  private final String path = "/v1/sessions/" + Api.id();

  /** Room for one session of eight mebibytes for each person, for one and a half for all. */
  public static class Narrow implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.response.bytes", "8M",
          "cloister.history.response.memory-per-person", "8M",
          "cloister.history.response.memory", "12M");
    }
  }

  @Test
  void anotherReaderIsToldToComeBackUntilItLeaves() throws Exception {
    String session = path.substring(path.lastIndexOf('/') + 1);
    // More than a connection's buffers hold.
    for (int i = 0; i < 8; i++) {
      alice.turn(session, "q", "finished", "x".repeat((1 << 20) - 1));
    }
    try (RawHttp stalled = RawHttp.stallingAt(Api.service())) {
      stalled.say(RawHttp.head("GET", path, alice.userToken())).say("\r\n");
      assertThat(stalled.statusLine()).contains("200");

      Reply refused = alice.user("GET", path, null);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.retryAfter()).isEqualTo("1");
      assertThat(somebodyElse().status()).isEqualTo(200);
    }
    Reply whole =
        await().until(() -> alice.user("GET", path, null), reply -> reply.status() == 200);
    assertThat(whole.json().get("history")).hasSize(16);
  }

  private static Reply somebodyElse() {
    Api bob = Api.somebody();
    String session = Api.id();
    bob.turn(session, "q", "finished", "a");
    return bob.user("GET", "/v1/sessions/" + session, null);
  }
}
