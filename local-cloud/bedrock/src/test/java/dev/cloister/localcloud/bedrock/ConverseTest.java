package dev.cloister.localcloud.bedrock;

import static dev.cloister.localcloud.bedrock.Streamed.assistant;
import static dev.cloister.localcloud.bedrock.Streamed.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.Streams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class ConverseTest {

  @TempDir static Path docs;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        docs.resolve("resume.md"),
        """
        # Streams

        ## Resuming
        An answer is resumed with the Last-Event-ID header. Every event comes once. Nothing is lost.
        """);
    running = new Running(BedrockOptions.on(0).documents(docs));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void anAnswerComesWithRoleReasonAndUsage() {
    ConverseResponse response = ask(Running.NOVA, user("How is an answer resumed?"));

    assertThat(text(response)).contains("Last-Event-ID").contains("resume.md`, *Resuming*");
    assertThat(response.output().message().roleAsString()).isEqualTo("assistant");
    assertThat(response.stopReasonAsString()).isEqualTo("end_turn");
    assertThat(response.usage().inputTokens()).isEqualTo(7);
    assertThat(response.usage().outputTokens()).isGreaterThan(10);
    assertThat(response.usage().totalTokens())
        .isEqualTo(response.usage().inputTokens() + response.usage().outputTokens());
    assertThat(response.metrics().latencyMs()).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Running.CLAUDE_PROFILE,
        "arn:aws:bedrock:us-east-1:000000000000:inference-profile/" + Running.CLAUDE_PROFILE,
        "arn:aws:bedrock:us-east-1::foundation-model/" + Running.NOVA,
        Running.LLAMA,
        Running.MISTRAL
      })
  void aModelIsReachedByEachOfItsNames(String id) {
    assertThat(text(ask(id, user("How is an answer resumed?")))).contains("Last-Event-ID");
    assertThat(running.control().streams().requests().getLast().model()).isEqualTo(id);
  }

  @Test
  void eachModelHasItsOwnVoice() {
    List<String> answers =
        List.of(Running.CLAUDE_PROFILE, Running.NOVA, Running.LLAMA, Running.MISTRAL).stream()
            .map(id -> text(ask(id, user("How is an answer resumed?"))))
            .toList();

    assertThat(answers).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownModelIsRefused() {
    refused("The provided model identifier is invalid.", "acme.brain-v1", user("Hello"));
  }

  @Test
  void aModelBehindAProfileIsRefusedOnDemand() {
    refused(
        "Invocation of model ID %s with on-demand throughput isn’t supported. Retry your request"
            .formatted(Running.CLAUDE),
        Running.CLAUDE,
        user("Hello"));
  }

  @Test
  void anEmbeddingModelDoesNotConverse() {
    refused("supported text or chat model", Running.TITAN, user("Hello"));
  }

  @Test
  void theConversationMustStartWithTheUserAndAlternate() {
    refused("must start with a user message", Running.NOVA, assistant("Hi"), user("Hello"));
    refused("must alternate", Running.NOVA, user("Hello"), user("Hello?"));
    refused("last turn", Running.NOVA, user("Hello"), assistant("Hi"));
    refused("must start with a user message", Running.NOVA);
  }

  @Test
  void blankAndMissingTextIsRefused() {
    refused("messages.0.content.0 is blank", Running.NOVA, user(" "));
    refused(
        "messages.0 is empty",
        Running.NOVA,
        user("x").toBuilder().content(List.<ContentBlock>of()).build());
  }

  @Test
  void inputBeyondTheWindowIsRefusedAndInputWithinItIsNot() {
    refused("Input is too long for requested model.", Running.LLAMA, user("x".repeat(32_001)));

    ask(Running.LLAMA, user("x".repeat(32_000)));
    ask(Running.MISTRAL, user("x".repeat(32_001)));
  }

  @Test
  void outputEndsAtMaxTokens() {
    ConverseResponse response =
        running
            .sync()
            .converse(
                r ->
                    r.modelId(Running.NOVA)
                        .messages(user("How is an answer resumed?"))
                        .inferenceConfig(c -> c.maxTokens(3)));

    assertThat(response.stopReasonAsString()).isEqualTo("max_tokens");
    assertThat(response.usage().outputTokens()).isEqualTo(3);
    assertThat(text(response)).isEqualTo("An answer is");
  }

  @Test
  void outputEndsBeforeAStopSequence() {
    ConverseResponse response =
        running
            .sync()
            .converse(
                r ->
                    r.modelId(Running.NOVA)
                        .messages(user("How is an answer resumed?"))
                        .inferenceConfig(c -> c.stopSequences("with", "Last")));

    assertThat(response.stopReasonAsString()).isEqualTo("stop_sequence");
    assertThat(text(response)).isEqualTo("An answer is resumed ");
  }

  @Test
  void theSystemTextCountsAsInput() {
    ConverseResponse response =
        running
            .sync()
            .converse(
                r ->
                    r.modelId(Running.NOVA)
                        .system(SystemContentBlock.fromText("x".repeat(400)))
                        .messages(user("Hi!!")));

    assertThat(response.usage().inputTokens()).isEqualTo(101);
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(
            () ->
                running
                    .sync()
                    .converse(
                        r ->
                            r.modelId(Running.NOVA)
                                .messages(user("Hello"))
                                .inferenceConfig(c -> c.maxTokens(0))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("maxTokens");
  }

  private static void refused(String message, String model, Message... messages) {
    assertThatThrownBy(() -> ask(model, messages))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
    assertThat(running.control().streams().requests().getLast().state())
        .isEqualTo(Streams.State.FAILED);
  }

  private static ConverseResponse ask(String model, Message... messages) {
    return running.sync().converse(r -> r.modelId(model).messages(messages));
  }

  private static String text(ConverseResponse response) {
    return response.output().message().content().getFirst().text();
  }
}
