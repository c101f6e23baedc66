package dev.cloister.localcloud.bedrock.answer;

import dev.cloister.localcloud.bedrock.catalog.Model;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model is asked.
 *
 * @param system empty where none was given
 * @param turns from the first user turn to the last, alternating
 * @param maxTokens null for as many as it takes
 * @param temperature null for the model's own, likewise topP
 */
public record Question(
    Model model,
    String system,
    List<Turn> turns,
    Integer maxTokens,
    List<String> stopSequences,
    Double temperature,
    Double topP) {

  private static final int BYTES_PER_TOKEN = 4;

  /** One message. */
  public record Turn(Role role, String text, List<Attachment> attachments) {}

  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  /** The text to answer. */
  public String lastUserText() {
    return turns.getLast().text();
  }

  /** What came with the messages, oldest first. */
  public List<Attachment> attachments() {
    return turns.stream().flatMap(turn -> turn.attachments().stream()).toList();
  }

  /** The input's length, estimated from its bytes. */
  public long inputTokens() {
    return textTokens() + attachments().stream().mapToLong(Attachment::tokens).sum();
  }

  /**
   * The part of the input's length that is no more than a guess: how much text a binary document
   * holds, its size hardly says.
   */
  public long guessedTokens() {
    return attachments().stream()
        .filter(Attachment.Binary.class::isInstance)
        .mapToLong(Attachment::tokens)
        .sum();
  }

  private long textTokens() {
    long bytes =
        Stream.concat(Stream.of(system), turns.stream().map(Turn::text))
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .sum();
    return Math.ceilDiv(bytes, BYTES_PER_TOKEN);
  }

  @Override
  public String toString() {
    return "Question[model=%s, turns=%d]".formatted(model.id(), turns.size());
  }
}
