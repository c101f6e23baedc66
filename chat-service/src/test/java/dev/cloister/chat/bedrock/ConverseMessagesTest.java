package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class ConverseMessagesTest {

  @Test
  void readsWhatAConversationSays() {
    assertThat(event("messageStart", "{\"p\":\"abc\",\"role\":\"assistant\"}"))
        .isEqualTo(new ConverseEvent.Begin());
    assertThat(
            event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\\n\\\"é\"},\"p\":\"abcdef\"}"))
        .isEqualTo(new ConverseEvent.Text("a\n\"é"));
    assertThat(event("messageStop", "{\"p\":\"ab\",\"stopReason\":\"end_turn\"}"))
        .isEqualTo(new ConverseEvent.Stop("end_turn"));
    assertThat(
            event(
                "metadata",
                "{\"metrics\":{\"latencyMs\":9},\"usage\":{\"outputTokens\":2,\"inputTokens\":1,"
                    + "\"serverToolUsage\":{},\"totalTokens\":3,\"cacheReadInputTokens\":4,"
                    + "\"cacheWriteInputTokens\":5}}"))
        .isEqualTo(new ConverseEvent.Metadata(new Usage(1, 2, 3), 4, 5));
    assertThat(event("metadata", "{\"usage\":{\"outputTokens\":2,\"inputTokens\":1}}"))
        .isEqualTo(new ConverseEvent.Metadata(new Usage(1, 2, 0), 0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delta\":{\"reasoningContent\":{\"text\":\"hidden\"}}}",
        "{\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}",
        "{\"delta\":{\"text\":{\"nested\":\"no\"}}}",
        "{\"delta\":\"no\"}",
        "{\"text\":\"outside\"}",
        "{}"
      })
  void otherContentIsOnlyASignOfLife(String json) {
    assertThat(event("contentBlockDelta", json)).isEqualTo(new ConverseEvent.Other());
  }

  @Test
  void unknownKindsAreOnlyASignOfLife() {
    assertThat(event("contentBlockStop", "{\"contentBlockIndex\":0}"))
        .isEqualTo(new ConverseEvent.Other());
    assertThat(event("somethingNew", "{\"delta\":{\"text\":\"x\"}}"))
        .isEqualTo(new ConverseEvent.Other());
  }

  @Test
  void anExceptionIsThrownByItsName() {
    var message =
        new Message(
            Map.of(
                ":message-type", HeaderValue.fromString("exception"),
                ":exception-type", HeaderValue.fromString("throttlingException")),
            "{\"message\":\"slow down\"}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ConverseMessages.read(message))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.code()).isEqualTo("ThrottlingException"));
  }

  @Test
  void aMessageOfNoKnownTypeIsAnError() {
    assertThatThrownBy(() -> ConverseMessages.read(new Message(Map.of(), new byte[0])))
        .isInstanceOf(StreamException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"delta\":{\"text\":\"a", "[1,", "\u0000"})
  void brokenJsonIsAnErrorAndNotAnEmptyText(String json) {
    assertThatThrownBy(() -> event("contentBlockDelta", json)).isInstanceOf(RuntimeException.class);
  }

  private static ConverseEvent event(String type, String json) {
    return ConverseMessages.read(
        new Message(
            Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString(type)),
            json.getBytes(StandardCharsets.UTF_8)));
  }
}
