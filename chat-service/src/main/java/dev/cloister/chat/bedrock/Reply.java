package dev.cloister.chat.bedrock;

/**
 * What a model answered at once, and what it counted.
 *
 * @param isBlocked whether a guardrail or the model's own filter has stepped in
 */
public record Reply(String text, boolean isBlocked, ConverseEvent.Metadata metadata) {

  @Override
  public String toString() {
    return "Reply[" + text.length() + " chars]";
  }
}
