package dev.cloister.chat.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.edge.problem.Problem;

/**
 * A person's limits; null is no limit, 0 allows nothing.
 *
 * @param tokensPerDay tokens read and written in a day of UTC
 * @param tokensPerMinute tokens read and written in a minute
 * @param concurrentAnswers answers being made at a time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(Long tokensPerDay, Long tokensPerMinute, Long concurrentAnswers) {

  private static final long MOST = 1_000_000_000_000L;

  static final Limits NONE = new Limits(null, null, null);

  public Limits {
    check("tokensPerDay", tokensPerDay);
    check("tokensPerMinute", tokensPerMinute);
    check("concurrentAnswers", concurrentAnswers);
  }

  private static void check(String field, Long value) {
    if (value != null && (value < 0 || value > MOST)) {
      throw Problem.invalid(field, "must be a whole number from 0 to " + MOST).asException();
    }
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
