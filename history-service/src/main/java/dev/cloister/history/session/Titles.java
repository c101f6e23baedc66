package dev.cloister.history.session;

/** What a session is called before somebody names it. */
public final class Titles {

  static final int MAX_CHARS = 200;

  private Titles() {}

  /** The beginning of a session's first message, never half a character. */
  public static String first(String text) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
    return text.substring(0, end);
  }
}
