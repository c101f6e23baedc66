package dev.cloister.history.session;

import dev.cloister.edge.problem.Problem;
import java.nio.charset.StandardCharsets;

/**
 * A new title.
 *
 * @param title 1 to 200 characters without control characters
 */
record TitleChange(String title) {

  TitleChange {
    title = title == null ? "" : title.strip();
    if (title.isEmpty()
        || title.length() > Titles.MAX_CHARS
        || title.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(title)) {
      throw Problem.invalid(
              "title", "must be 1 to " + Titles.MAX_CHARS + " characters, no control characters")
          .asException();
    }
  }
}
