package dev.cloister.chat.bedrock;

import dev.cloister.chat.bedrock.BedrockConfig.Guardrail;
import dev.cloister.chat.bedrock.ConverseEvent.Metadata;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailStreamProcessingMode;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Asks models through Converse and ConverseStream. Call it from a thread that may block. */
@ApplicationScoped
public class BedrockModel {

  private static final ConverseStreamResponseHandler NEVER_REACHED =
      ConverseStreamResponseHandler.builder().onEventStream(p -> {}).build();

  private static final String DRAFT = "DRAFT";

  private final BedrockRuntimeAsyncClient client;
  private final GuardrailStreamConfiguration guardrailOfStreams;
  private final GuardrailConfiguration guardrail;

  BedrockModel(BedrockRuntimeAsyncClient client, BedrockConfig config) {
    this.client = client;
    this.guardrailOfStreams = config.guardrail().map(BedrockModel::ofStreams).orElse(null);
    this.guardrail = config.guardrail().map(BedrockModel::ofWhole).orElse(null);
  }

  /**
   * Calls the model and tells the listener what it says, as fast as the listener's stream is read.
   * Errors reach the listener as they come; {@link BedrockProblems} says what they mean.
   *
   * @param files what is in the prompt's files; released once they are sent
   */
  public void stream(Prompt prompt, FileContents files, ModelListener listener) {
    var tap = new StreamTap(listener);
    var attributes = SdkHttpExecutionAttributes.builder().put(StreamTap.ATTRIBUTE, tap).build();
    var request =
        ConverseStreamRequest.builder()
            .modelId(prompt.modelId())
            .system(system(prompt))
            .messages(messages(prompt, files))
            .inferenceConfig(limits(prompt))
            .guardrailConfig(guardrailOfStreams)
            .overrideConfiguration(
                o ->
                    o.putExecutionAttribute(
                        SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES, attributes))
            .build();
    listener.calling(tap);
    client
        .converseStream(request, NEVER_REACHED)
        .whenComplete(
            (ok, e) -> {
              files.release().run();
              if (tap.isLeftToSdk()) {
                listener.failed(e instanceof CompletionException c ? c.getCause() : e);
              }
            });
  }

  /** Asks for one short answer at once. */
  public Uni<Reply> ask(Prompt prompt) {
    var request =
        ConverseRequest.builder()
            .modelId(prompt.modelId())
            .system(system(prompt))
            .messages(messages(prompt, FileContents.NONE))
            .inferenceConfig(limits(prompt))
            .guardrailConfig(guardrail)
            .build();
    return Uni.createFrom()
        .completionStage(() -> client.converse(request))
        .map(r -> new Reply(text(r), isBlocked(r), metadata(r.usage())));
  }

  private static GuardrailStreamConfiguration ofStreams(Guardrail guardrail) {
    return GuardrailStreamConfiguration.builder()
        .guardrailIdentifier(guardrail.id())
        .guardrailVersion(guardrail.version().orElse(DRAFT))
        .streamProcessingMode(
            switch (guardrail.mode().orElse(Guardrail.Mode.SYNC)) {
              case SYNC -> GuardrailStreamProcessingMode.SYNC;
              case ASYNC -> GuardrailStreamProcessingMode.ASYNC;
            })
        .build();
  }

  private static GuardrailConfiguration ofWhole(Guardrail guardrail) {
    return GuardrailConfiguration.builder()
        .guardrailIdentifier(guardrail.id())
        .guardrailVersion(guardrail.version().orElse(DRAFT))
        .build();
  }

  private static boolean isBlocked(ConverseResponse response) {
    return response.stopReason() == StopReason.GUARDRAIL_INTERVENED
        || response.stopReason() == StopReason.CONTENT_FILTERED;
  }

  private static String text(ConverseResponse response) {
    return response.output().message().content().stream()
        .map(ContentBlock::text)
        .filter(t -> t != null)
        .reduce("", String::concat);
  }

  private static Metadata metadata(TokenUsage u) {
    return new Metadata(
        new Usage(u.inputTokens(), u.outputTokens(), u.totalTokens()),
        Objects.requireNonNullElse(u.cacheReadInputTokens(), 0),
        Objects.requireNonNullElse(u.cacheWriteInputTokens(), 0));
  }

  private static List<SystemContentBlock> system(Prompt prompt) {
    return prompt.system().stream().map(SystemContentBlock::fromText).toList();
  }

  private static List<Message> messages(Prompt prompt, FileContents files) {
    var blocks = new FileBlocks(files);
    return prompt.turns().stream().map(turn -> message(turn, blocks)).toList();
  }

  private static InferenceConfiguration limits(Prompt prompt) {
    return InferenceConfiguration.builder().maxTokens(prompt.maxTokens()).build();
  }

  private static Message message(Turn turn, FileBlocks blocks) {
    return Message.builder()
        .role(
            switch (turn.role()) {
              case USER -> ConversationRole.USER;
              case ASSISTANT -> ConversationRole.ASSISTANT;
            })
        .content(blocks.of(turn))
        .build();
  }
}
