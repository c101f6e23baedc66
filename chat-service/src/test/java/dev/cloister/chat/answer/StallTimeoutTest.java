package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams.State;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A reader that stops reading, yet stays, does not hold its answer for ever. */
@QuarkusTest
@Promise(4)
@TestProfile(StallTimeoutTest.Impatient.class)
class StallTimeoutTest {

  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cloister.answers.stall-timeout", "2s");
    }
  }

  private final String mark = "mark-" + UUID.randomUUID();

  @Test
  void anAnswerGoesOnWithoutItsStalledReader() throws IOException {
    Api.bedrock().order(mark, new Fault.Flood(5_000_000));
    try (var events = Api.newUser().events(Api.newSession(), Map.of("text", mark))) {
      assertThat(events.next().name()).isEqualTo("started");

      // It grows to its own bound, which no reader could have held it from.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(Api.bedrock().lastRequest(mark).state()).isEqualTo(State.CANCELLED));
    }
  }
}
