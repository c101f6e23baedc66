package dev.cloister.chat.bedrock;

/** What a model answered at once, and what it counted. */
public record Reply(String text, ConverseEvent.Metadata metadata) {

  @Override
  public String toString() {
    return "Reply[" + text.length() + " chars]";
  }
}
