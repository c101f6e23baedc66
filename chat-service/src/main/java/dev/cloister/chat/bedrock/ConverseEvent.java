package dev.cloister.chat.bedrock;

/**
 * What a model's stream says. A stream that completes without {@link Stop} has broken off, whatever
 * the transport says.
 */
public sealed interface ConverseEvent {

  /** The service has accepted the call and the model begins. */
  record Begin() implements ConverseEvent {}

  /** A piece of the answer. */
  record Text(String text) implements ConverseEvent {
    @Override
    public String toString() {
      return "Text[" + text.length() + " chars]";
    }
  }

  /** Something that this service does not use, such as reasoning; a sign of life all the same. */
  record Other() implements ConverseEvent {}

  /** The model has come to its end, for instance {@code end_turn} or {@code max_tokens}. */
  record Stop(String reason) implements ConverseEvent {}

  /**
   * The count of tokens; follows {@link Stop}.
   *
   * @param cacheReadTokens read from the prompt cache, which {@code usage}'s input leaves out
   * @param cacheWriteTokens written to the prompt cache, likewise
   */
  record Metadata(Usage usage, int cacheReadTokens, int cacheWriteTokens)
      implements ConverseEvent {}
}
