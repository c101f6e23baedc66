package dev.cloister.chat.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.chat.budget.BudgetState;
import dev.cloister.chat.budget.Budgets;
import dev.cloister.chat.store.Parameters;
import dev.cloister.chat.usage.UsageStore.Place;
import dev.cloister.chat.usage.UsageStore.Placed;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.page.PageTokens;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** Shows people their usage, and administrators everybody's. */
@ApplicationScoped
class UsageReports {

  private static final int DEFAULT_DAYS = 30;
  private static final int MAX_DAYS = 92;

  /**
   * One person's usage, the oldest day first.
   *
   * @param from the first day that is shown
   * @param to the last
   * @param budget the person's limits and what is used of them now
   */
  record Own(String from, String to, List<DayUsage> usage, BudgetState budget) {}

  /**
   * A page of a day's usage over all persons, in no order that means anything.
   *
   * @param nextToken what continues the list, or null at its end
   */
  record Page(
      String day,
      List<DayUsage> usage,
      @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("next_token") String nextToken) {}

  private final UsageStore store;
  private final Budgets budgets;
  private final PageTokens tokens;
  private final Clock clock;

  UsageReports(UsageStore store, Budgets budgets, PageTokens tokens, Clock clock) {
    this.store = store;
    this.budgets = budgets;
    this.tokens = tokens;
    this.clock = clock;
  }

  Own of(Subject user, String fromText, String toText) {
    LocalDate to = Parameters.day("to", toText, LocalDate.now(clock));
    LocalDate from = Parameters.day("from", fromText, to.minusDays(DEFAULT_DAYS - 1));
    if (from.isAfter(to) || from.isBefore(to.minusDays(MAX_DAYS - 1))) {
      throw Problem.invalid("from", "must be at most " + (MAX_DAYS - 1) + " days before to")
          .asException();
    }
    LocalDate kept = from.isBefore(store.oldest()) ? store.oldest() : from;
    List<DayUsage> usage = kept.isAfter(to) ? List.of() : store.of(user, kept, to);
    return new Own(
        from.toString(),
        to.toString(),
        usage.stream().map(DayUsage::ofOne).toList(),
        budgets.state(user));
  }

  Page onDay(String dayText, int limit, String nextToken) {
    LocalDate day = Parameters.day("day", dayText, LocalDate.now(clock));
    String scope = "usage#" + day;
    Place after = nextToken == null ? Place.FIRST : Place.read(tokens.read(scope, nextToken));
    List<Placed> found =
        day.isBefore(store.oldest())
            ? List.of()
            : store.onDay(day, after, limit + 1); // One more tells whether more follow.
    List<Placed> shown = found.stream().limit(limit).toList();
    return new Page(
        day.toString(),
        shown.stream().map(Placed::usage).toList(),
        found.size() > limit ? tokens.write(scope, shown.getLast().place().position()) : null);
  }
}
