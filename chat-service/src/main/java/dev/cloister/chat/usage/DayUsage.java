package dev.cloister.chat.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One person's use of one model for one use case on one day.
 *
 * @param user the person's subject, or null where that is plain
 * @param day of UTC, for instance {@code 2026-11-21}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DayUsage(
    String user, String day, String modelId, String useCase, @JsonUnwrapped Tally counts) {

  /** The same in a list of one person. */
  DayUsage ofOne() {
    return new DayUsage(null, day, modelId, useCase, counts);
  }
}
