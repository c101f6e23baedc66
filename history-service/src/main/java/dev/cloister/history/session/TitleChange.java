package dev.cloister.history.session;

import dev.cloister.edge.problem.Problem;

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
        || title.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid(
              "title", "must be 1 to " + Titles.MAX_CHARS + " characters, no control characters")
          .asException();
    }
  }
}
