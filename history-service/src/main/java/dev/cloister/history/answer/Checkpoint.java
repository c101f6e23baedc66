package dev.cloister.history.answer;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.content.Limits;

/**
 * What an answer says so far.
 *
 * @param text all of it, not only what is new
 * @param revision from 1, growing; an older one than the stored is ignored
 */
record Checkpoint(String text, Long revision) {

  Checkpoint {
    Limits.answer(text);
    if (revision == null || revision < 1) {
      throw Problem.invalid("revision", "must be a whole number from 1").asException();
    }
  }

  @Override
  public String toString() {
    return "Checkpoint[revision=" + revision + ", chars=" + text.length() + "]";
  }
}
