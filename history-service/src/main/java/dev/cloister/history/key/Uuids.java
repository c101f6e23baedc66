package dev.cloister.history.key;

import dev.cloister.edge.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

final class Uuids {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Uuids() {}

  static String lower(String field, String value) {
    if (value == null || !UUID.matcher(value).matches()) {
      throw Problem.invalid(field, "must be a UUID").asException();
    }
    return value.toLowerCase(Locale.ROOT);
  }
}
