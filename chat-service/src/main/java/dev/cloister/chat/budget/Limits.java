package dev.cloister.chat.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.edge.problem.Problem;

/**
 * A person's limits; null is no limit, 0 allows nothing. Whom only tokens limit may still have no
 * more than {@value #MOST_ANSWERS} answers made at a time.
 *
 * @param tokensPerDay tokens read and written in a day of UTC
 * @param tokensPerMinute tokens read and written in a minute
 * @param concurrentAnswers answers being made at a time, {@value #MOST_ANSWERS} at most
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(Long tokensPerDay, Long tokensPerMinute, Long concurrentAnswers) {

  private static final long MOST = 1_000_000_000_000L;

  /** All of a person's running answers stand in one item, and each write pays for its size. */
  static final long MOST_ANSWERS = 500;

  static final Limits NONE = new Limits(null, null, null);

  public Limits {
    check("tokensPerDay", tokensPerDay, MOST);
    check("tokensPerMinute", tokensPerMinute, MOST);
    check("concurrentAnswers", concurrentAnswers, MOST_ANSWERS);
  }

  private static void check(String field, Long value, long most) {
    if (value != null && (value < 0 || value > most)) {
      throw Problem.invalid(field, "must be a whole number from 0 to " + most).asException();
    }
  }

  /** How many answers may be made at a time: where only tokens are limited, as many as fit. */
  long answersAtATime() {
    return concurrentAnswers == null ? MOST_ANSWERS : concurrentAnswers;
  }

  /** Whether nothing is limited. */
  boolean areNone() {
    return equals(NONE);
  }

  /** Whether tokens are limited. */
  boolean countTokens() {
    return tokensPerDay != null || tokensPerMinute != null;
  }

  /** Whether so many tokens do not fit even where nothing was used before. */
  boolean excludeAlways(long tokens, boolean answer) {
    return isLess(tokensPerDay, tokens)
        || isLess(tokensPerMinute, tokens)
        || answer && isLess(concurrentAnswers, 1);
  }

  private static boolean isLess(Long limit, long needed) {
    return limit != null && limit < needed;
  }
}
