package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams.State;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BedrockModelTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final String mark = "mark-" + UUID.randomUUID();
  @Inject BedrockModel model;

  @Test
  void aCallThatNobodyWaitsForAnyMoreIsClosed() {
    Api.bedrock().order(mark, new Fault.Latency(600_000));
    var turns = List.of(new Turn(Turn.Role.USER, mark));
    var call =
        model
            .ask(new Prompt("amazon.nova-lite-v1:0", List.of(), turns, 10))
            .subscribe()
            .with(answer -> {});
    await().atMost(SOON).until(() -> Api.bedrock().lastRequest(mark) != null);
    call.cancel();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(Api.bedrock().lastRequest(mark).state()).isEqualTo(State.CANCELLED));
  }
}
