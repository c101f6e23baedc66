package dev.cloister.chat.answer;

import dev.cloister.edge.problem.Problem;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** A session's id: a UUID that the client makes, in lower case. */
public record SessionId(UUID value) {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Reads an id from a path. Anything but a UUID is a 400 that names {@code sessionId}. */
  static SessionId parse(String text) {
    return new SessionId(uuid("sessionId", text));
  }

  static UUID uuid(String field, String text) {
    if (!UUID_FORM.matcher(text).matches()) {
      throw Problem.invalid(field, "must be a UUID").asException();
    }
    return UUID.fromString(text.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
