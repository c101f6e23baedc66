package dev.cloister.localcloud.bedrock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;

/**
 * What the SDK made of one stream.
 *
 * @param error null where the SDK saw a good end
 */
record Streamed(List<ConverseStreamOutput> events, Throwable error) {

  static Streamed ask(BedrockRuntimeAsyncClient client, String model, String text)
      throws Exception {
    return ask(client, ConverseStreamRequest.builder().modelId(model).messages(user(text)).build());
  }

  static Streamed ask(BedrockRuntimeAsyncClient client, ConverseStreamRequest request)
      throws Exception {
    List<ConverseStreamOutput> events = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> done =
        client.converseStream(
            request, ConverseStreamResponseHandler.builder().subscriber(events::add).build());
    try {
      done.get(30, TimeUnit.SECONDS);
      return new Streamed(List.copyOf(events), null);
    } catch (ExecutionException e) {
      return new Streamed(List.copyOf(events), e.getCause());
    }
  }

  static Message user(String text) {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(text))
        .build();
  }

  static Message assistant(String text) {
    return user(text).toBuilder().role(ConversationRole.ASSISTANT).build();
  }

  List<String> tokens() {
    return only(ContentBlockDeltaEvent.class).stream().map(e -> e.delta().text()).toList();
  }

  String text() {
    return String.join("", tokens());
  }

  String stopReason() {
    return only(MessageStopEvent.class).getFirst().stopReasonAsString();
  }

  ConverseStreamMetadataEvent metadata() {
    return only(ConverseStreamMetadataEvent.class).getFirst();
  }

  /** The events' names, runs of the same one once. */
  String order() {
    List<String> names = new ArrayList<>();
    for (ConverseStreamOutput event : events) {
      String name = event.sdkEventType().toString();
      if (names.isEmpty() || !names.getLast().equals(name)) {
        names.add(name);
      }
    }
    return names.stream().collect(Collectors.joining(" "));
  }

  private <T> List<T> only(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
