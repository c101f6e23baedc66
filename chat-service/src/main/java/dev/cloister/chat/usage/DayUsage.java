package dev.cloister.chat.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One person's use of one model for one use case on one day.
 *
 * @param user the person's subject, or null where it is the caller
 * @param day of UTC, for instance {@code 2026-11-21}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DayUsage(
    String user, String day, String modelId, String useCase, @JsonUnwrapped Tally counts) {

  DayUsage ofCaller() {
    return new DayUsage(null, day, modelId, useCase, counts);
  }
}
