package dev.cloister.chat.bedrock;

/**
 * What a model answered at once, and what it counted.
 *
 * @param isBlocked whether the text is a guardrail's and not the model's
 */
public record Reply(String text, boolean isBlocked, ConverseEvent.Metadata metadata) {

  @Override
  public String toString() {
    return "Reply[" + text.length() + " chars]";
  }
}
