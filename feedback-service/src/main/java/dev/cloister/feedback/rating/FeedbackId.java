package dev.cloister.feedback.rating;

import dev.cloister.edge.identity.Subject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/** A rating's id: made of what it rates and by whom, so that rating again finds the first. */
final class FeedbackId {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private FeedbackId() {}

  /** Whether a text could be such an id; anything else is not worth a question to the store. */
  static boolean looksRight(String text) {
    return UUID_TEXT.matcher(text).matches();
  }

  static String of(Subject owner, String session, String message) {
    // With the lengths before them, no two triples read the same.
    String name = part(owner.value()) + part(session) + part(message);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String part(String value) {
    return value.length() + ":" + value;
  }
}
