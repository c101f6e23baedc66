package dev.cloister.chat.bedrock;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

/** Asks models through Converse and ConverseStream. Call it from a thread that may block. */
@ApplicationScoped
public class BedrockModel {

  private final BedrockRuntimeAsyncClient client;

  BedrockModel(BedrockRuntimeAsyncClient client) {
    this.client = client;
  }

  /**
   * Calls the model and streams what it says to one listener, as fast as the listener asks.
   * Cancelling the subscription closes the stream to Bedrock. Errors reach {@code onError} as the
   * SDK throws them; {@link BedrockProblems} says what they mean.
   */
  public void stream(Prompt prompt, Flow.Subscriber<ConverseEvent> listener) {
    var translator = new ConverseTranslator(listener);
    var handler =
        ConverseStreamResponseHandler.builder()
            .onResponse(r -> {})
            .onEventStream((SdkPublisher<ConverseStreamOutput> p) -> p.subscribe(translator))
            .build();
    client
        .converseStream(streamRequest(prompt), handler)
        .whenComplete(
            (ok, e) -> {
              if (e != null) {
                translator.onError(e instanceof CompletionException c ? c.getCause() : e);
              }
            });
  }

  /** Asks for one short answer at once. */
  public Uni<String> ask(Prompt prompt) {
    var request =
        ConverseRequest.builder()
            .modelId(prompt.modelId())
            .system(prompt.system().stream().map(SystemContentBlock::fromText).toList())
            .messages(prompt.turns().stream().map(BedrockModel::message).toList())
            .inferenceConfig(limits(prompt))
            .build();
    return Uni.createFrom()
        .completionStage(() -> client.converse(request))
        .map(
            r ->
                r.output().message().content().stream()
                    .map(ContentBlock::text)
                    .filter(t -> t != null)
                    .reduce("", String::concat));
  }

  private static ConverseStreamRequest streamRequest(Prompt prompt) {
    return ConverseStreamRequest.builder()
        .modelId(prompt.modelId())
        .system(prompt.system().stream().map(SystemContentBlock::fromText).toList())
        .messages(prompt.turns().stream().map(BedrockModel::message).toList())
        .inferenceConfig(limits(prompt))
        .build();
  }

  private static InferenceConfiguration limits(Prompt prompt) {
    return InferenceConfiguration.builder().maxTokens(prompt.maxTokens()).build();
  }

  private static Message message(Turn turn) {
    return Message.builder()
        .role(
            switch (turn.role()) {
              case USER -> ConversationRole.USER;
              case ASSISTANT -> ConversationRole.ASSISTANT;
            })
        .content(ContentBlock.fromText(turn.text()))
        .build();
  }
}
