package dev.cloister.chat.budget;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which budget does not allow a reservation, in the words of its 429. */
final class Refusals {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Duration SOON = Duration.ofSeconds(5);

  private Refusals() {}

  /** The first limit that this reservation would go over, if any. */
  static Optional<Problem> of(Reservation r, BudgetItem item, Instant now) {
    var limits = r.limits();
    return running(r, item)
        .or(
            () ->
                tokens(
                    "tokensPerDay",
                    "today",
                    limits.tokensPerDay(),
                    item.tokensOfDay(r.windows()),
                    r,
                    r.windows().dayEnds(),
                    now))
        .or(
            () ->
                tokens(
                    "tokensPerMinute",
                    "this minute",
                    limits.tokensPerMinute(),
                    item.tokensOfMinute(r.windows()),
                    r,
                    r.windows().minuteEnds(),
                    now));
  }

  private static Optional<Problem> running(Reservation r, BudgetItem item) {
    long limit = r.limits().answersAtATime();
    if (!r.answer() || item.running() < limit) {
      return Optional.empty();
    }
    var members = members("concurrentAnswers", item.running(), limit);
    String detail =
        limit == 0
            ? "You may not have answers made. Ask an administrator."
            : "%d of your answers are being made, and %d may be at a time. Wait for one to end, or stop one."
                .formatted(item.running(), limit);
    return Optional.of(problem(detail, limit == 0 ? null : SOON, members));
  }

  private static Optional<Problem> tokens(
      String budget,
      String when,
      Long limit,
      long used,
      Reservation r,
      Instant resetsAt,
      Instant now) {
    if (limit == null || used + r.tokens() <= limit) {
      return Optional.empty();
    }
    var members = members(budget, used, limit);
    members.put("needed", r.tokens());
    if (r.tokens() > limit) {
      String detail =
          "This question and its answer may need %d tokens, and your limit is %d. Shorten it, or ask an administrator."
              .formatted(r.tokens(), limit);
      return Optional.of(problem(detail, null, members));
    }
    members.put("resetsAt", resetsAt.toString());
    String detail =
        "You have used %d of %d tokens %s, and this question may need %d. Try again after %s UTC."
            .formatted(used, limit, when, r.tokens(), CLOCK.format(resetsAt));
    return Optional.of(problem(detail, Duration.between(now, resetsAt).plusSeconds(1), members));
  }

  private static Map<String, Object> members(String budget, long used, long limit) {
    var members = new TreeMap<String, Object>();
    members.put("name", budget);
    members.put("used", used);
    members.put("limit", limit);
    return members;
  }

  private static Problem problem(String detail, Duration wait, Map<String, Object> budget) {
    return new Problem(
        ProblemType.BUDGET_EXCEEDED, detail, null, null, wait, Map.of("budget", budget));
  }
}
