package dev.cloister.chat.store;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** What the routes of budgets and usage are asked with. What cannot be read is a 400. */
public final class Parameters {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  private Parameters() {}

  /** A person whom an administrator names. */
  public static Subject user(String text) {
    try {
      var user = new Subject(text);
      Values.user(user);
      return user;
    } catch (ProblemException e) {
      throw Problem.invalid("userId", "must be a token's sub: 1 to 255 printable characters")
          .asException();
    }
  }

  /** A page's length, 100 where nothing is said. */
  public static int limit(String text) {
    if (text == null) {
      return DEFAULT_LIMIT;
    }
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Problem.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT).asException();
    }
    return limit;
  }

  /** A day, or the other where nothing is said. */
  public static LocalDate day(String field, String text, LocalDate otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      if (text.length() == "2026-11-21".length()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw Problem.invalid(field, "must be a day such as 2026-11-21").asException();
  }
}
