package dev.cloister.localcloud.bedrock;

import static dev.cloister.localcloud.bedrock.Streamed.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.Streams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseStreamTest {

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void reset() {
    running.control().clear();
    running.control().reset();
  }

  @Test
  void theEventsComeInTheServicesOrder() throws Exception {
    Streamed streamed = Streamed.ask(running.async(), Running.NOVA, "Hello");

    assertThat(streamed.error()).isNull();
    assertThat(streamed.order())
        .isEqualTo("messageStart contentBlockDelta contentBlockStop messageStop metadata");
    assertThat(streamed.text()).startsWith("Hello!");
    assertThat(streamed.stopReason()).isEqualTo("end_turn");
    assertThat(streamed.metadata().usage().outputTokens()).isEqualTo(streamed.tokens().size());
    assertThat(streamed.metadata().metrics().latencyMs()).isNotNegative();
  }

  @Test
  void anOrderedTextComesExactly() throws Exception {
    String text = "Zürich — 🙂 \n\n```java\nint i = 0;\n```\n\t| a | b |\n";
    running.control().order("exact", new Fault.Text(text));

    assertThat(Streamed.ask(running.async(), Running.NOVA, "exact please").text()).isEqualTo(text);
  }

  @Test
  void aRefusalIsTheSdksOwnException() throws Exception {
    Streamed streamed = Streamed.ask(running.async(), Running.CLAUDE, "Hello");

    assertThat(streamed.error())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("on-demand throughput");
    assertThat(((ValidationException) streamed.error()).requestId()).hasSize(36);
  }

  @Test
  void manyStreamsRunSideBySideOnOneConnection() throws Exception {
    running.control().order(FaultOrder.on("many", new Fault.Pace(500, 40)).times(50));
    List<CompletableFuture<Streamed>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Streamed.ask(running.async(), Running.NOVA, "many");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }));
    }

    for (CompletableFuture<Streamed> one : all) {
      assertThat(one.get().tokens()).hasSize(40).startsWith("t0 ").endsWith("t39 ");
    }
    await().untilAsserted(() -> assertThat(running.control().streams().finished()).isEqualTo(50));
  }

  @Test
  void theMonitorTellsWhatWasAsked() throws Exception {
    running.control().order("monitored", new Fault.Pace(0, 7));

    Streamed.ask(
        running.async(),
        ConverseStreamRequest.builder()
            .modelId(Running.CLAUDE_PROFILE)
            .messages(user("one"), Streamed.assistant("two"), user("monitored three"))
            .system(SystemContentBlock.fromText("first"), SystemContentBlock.fromText("second"))
            .inferenceConfig(c -> c.maxTokens(77))
            .build());

    await().untilAsserted(() -> assertThat(running.control().streams().finished()).isEqualTo(1));
    Streams streams = running.control().streams();
    assertThat(streams.open()).isZero();
    assertThat(streams.started()).isEqualTo(1);
    assertThat(streams.requests())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.operation()).isEqualTo("ConverseStream");
              assertThat(r.model()).isEqualTo(Running.CLAUDE_PROFILE);
              assertThat(r.lastUserText()).isEqualTo("monitored three");
              assertThat(r.messages()).isEqualTo(3);
              assertThat(r.tokensWritten()).isEqualTo(7);
              assertThat(r.terms().system()).containsExactly("first", "second");
              assertThat(r.terms().maxTokens()).isEqualTo(77);
              assertThat(r.terms().region()).isEqualTo("us-east-1");
              assertThat(r.terms().members())
                  .containsExactlyInAnyOrder("messages", "system", "inferenceConfig");
              assertThat(r.state()).isEqualTo(Streams.State.FINISHED);
            });
    assertThat(running.server().streams()).isEqualTo(streams);
  }
}
