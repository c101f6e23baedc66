package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A reader that never stops reading, and yet takes too little, is cut; no other is. */
@QuarkusTest
@Promise(4)
@TestProfile(SlowReaderTest.Demanding.class)
class SlowReaderTest {

  /** So much a second is asked that only its own slowness decides. */
  public static final class Demanding implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cloister.answers.stall-timeout", "4s", "cloister.answers.least-speed", "100M");
    }
  }

  private static final int BITE = 16 * 1024;
  private static final int MILLIS_BETWEEN = 30;

  private final String mark = "mark-" + UUID.randomUUID();
  private final Api api = Api.newUser();

  @Test
  void whoTricklesIsCutBeforeTheEnd() throws IOException {
    Api.bedrock().order(mark, new Fault.Flood(5_000_000));
    try (InputStream events = api.ask(Api.newSession(), Map.of("text", mark)).body()) {
      assertThatThrownBy(() -> trickle(events)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoKeepsUpIsNotBlamedForASlowModel() throws IOException {
    Api.bedrock().order(mark, new Fault.Pace(100_000, 60));
    try (var events = api.events(Api.newSession(), Map.of("text", mark))) {
      assertThat(events.rest().getLast().name()).isEqualTo("finished");
    }
  }

  /** All that comes, at half a megabyte a second. */
  private static void trickle(InputStream events) throws IOException, InterruptedException {
    while (events.readNBytes(BITE).length == BITE) {
      Thread.sleep(MILLIS_BETWEEN);
    }
  }
}
