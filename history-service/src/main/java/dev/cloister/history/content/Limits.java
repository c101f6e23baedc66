package dev.cloister.history.content;

import dev.cloister.edge.problem.Problem;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** How much a message may say. */
public final class Limits {

  /** A person's text, in UTF-8 bytes. */
  public static final int QUESTION_BYTES = 256 * 1024;

  /** A model's text, in UTF-8 bytes. */
  public static final int ANSWER_BYTES = 1024 * 1024;

  private Limits() {}

  /** Checks a person's text: there, well-formed, and within {@link #QUESTION_BYTES}. */
  public static String question(String text) {
    if (text == null || text.isBlank()) {
      throw Problem.invalid("text", "must not be blank").asException();
    }
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    if (!utf8.canEncode(text)) {
      throw Problem.invalid("text", "must be well-formed Unicode").asException();
    }
    return within(text, QUESTION_BYTES);
  }

  /** Checks a model's text: there, and within {@link #ANSWER_BYTES}. */
  public static String answer(String text) {
    if (text == null) {
      throw Problem.invalid("text", "is required").asException();
    }
    return within(text, ANSWER_BYTES);
  }

  private static String within(String text, int limit) {
    if (text.length() > limit || text.getBytes(StandardCharsets.UTF_8).length > limit) {
      throw Problem.tooLarge("text", "must be at most " + limit / 1024 + " KiB of UTF-8")
          .asException();
    }
    return text;
  }
}
