package dev.cloister.chat.usage;

/** What a model was called for. */
public enum UseCase {
  /** An answer to a person. */
  CHAT("chat"),
  /** A session's title. */
  TITLE("title");

  private final String text;

  UseCase(String text) {
    this.text = text;
  }

  /** As it is stored and shown. */
  String text() {
    return text;
  }
}
