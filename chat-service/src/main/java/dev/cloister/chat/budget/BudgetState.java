package dev.cloister.chat.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A person's limits and what is used of each; a member is null where there is no limit.
 *
 * @param tokensPerDay tokens read and written today, in UTC
 * @param tokensPerMinute tokens read and written in this minute
 * @param concurrentAnswers answers being made now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BudgetState(Used tokensPerDay, Used tokensPerMinute, Used concurrentAnswers) {

  static final BudgetState UNLIMITED = new BudgetState(null, null, null);

  /**
   * One limit.
   *
   * @param used what running answers may still use included
   * @param resetsAt when what is used is 0 again, or null where that is up to running answers
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Used(long limit, long used, Instant resetsAt) {}

  static BudgetState of(Limits limits, BudgetItem item, Windows windows, Instant now) {
    return new BudgetState(
        used(limits.tokensPerDay(), item.tokensOfDay(windows), windows.dayEnds()),
        used(limits.tokensPerMinute(), item.tokensOfMinute(windows), windows.minuteEnds()),
        used(limits.concurrentAnswers(), item.running(now), null));
  }

  private static Used used(Long limit, long used, Instant resetsAt) {
    return limit == null ? null : new Used(limit, used, resetsAt);
  }
}
