package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

class ConverseMessagesPropertyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void everyTextIsReadAsItWasWritten(@ForAll("texts") String text, @ForAll("texts") String padding)
      throws JsonProcessingException {
    String payload =
        JSON.writeValueAsString(
            Map.of("p", padding, "delta", Map.of("text", text), "contentBlockIndex", 0));

    assertThat(read("contentBlockDelta", payload)).isEqualTo(new ConverseEvent.Text(text));
  }

  @Property
  void textElsewhereIsNotTheAnswers(@ForAll("texts") String text) throws JsonProcessingException {
    String payload =
        JSON.writeValueAsString(
            Map.of("text", text, "p", Map.of("delta", Map.of("text", text)), "delta", Map.of()));

    assertThat(read("contentBlockDelta", payload)).isEqualTo(new ConverseEvent.Other());
  }

  /**
   * Whatever is no event is an exception, which ends an answer as failed: never a hang or an end.
   */
  @Property
  void nonsenseNeverEndsAnAnswerWell(@ForAll("nearlyJson") String nonsense) {
    ConverseEvent event;
    try {
      event = read("messageStop", nonsense);
    } catch (RuntimeException e) {
      return;
    }
    String reason = ((ConverseEvent.Stop) event).reason();
    if (reason != null) { // Without one the answer counts as broken off.
      assertThat(nonsense).contains("stopReason", reason);
    }
  }

  private static ConverseEvent read(String type, String payload) {
    return ConverseMessages.read(
        new Message(
            Map.of(
                ":message-type", HeaderValue.fromString("event"),
                ":event-type", HeaderValue.fromString(type)),
            payload.getBytes(StandardCharsets.UTF_8)));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\uD7FF')
        .withCharRange('\uE000', '\uFFFF')
        .ofMaxLength(50)
        .map(s -> s + "\uD83D\uDE00");
  }

  @Provide
  Arbitrary<String> nearlyJson() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\"stopReason\"",
            "\"delta\"",
            "\"end_turn\"",
            "null",
            "1",
            "\\",
            "\0")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }
}
