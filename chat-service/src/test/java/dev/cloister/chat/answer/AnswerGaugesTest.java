package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnswerGaugesTest {

  @Inject MeterRegistry metrics;

  @Test
  void whatRunsIsShown() throws IOException {
    double runningBefore = value("cloister.answers.running");
    String mark = "mark-" + UUID.randomUUID();
    Api.bedrock().order(mark, new Fault.Stall(1, 600_000L));
    Api user = Api.newUser();
    String answer;
    try (var stream = user.events(Api.newSession(), Map.of("text", mark))) {
      answer = stream.next().data().get("id").asText();
      assertThat(value("cloister.answers.running")).isGreaterThanOrEqualTo(runningBefore + 1);
      assertThat(value("cloister.streams.open")).isPositive();
    }
    user.delete("/v1/chat/answers/" + answer);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> value("cloister.answers.running") <= runningBefore);
  }

  private double value(String name) {
    return metrics.get(name).gauge().value();
  }
}
