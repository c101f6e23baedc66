package dev.cloister.history.answer;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.content.Limits;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Facts;
import dev.cloister.history.message.Usage;
import java.util.EnumSet;
import java.util.Set;

/**
 * How an answer ended.
 *
 * @param status finished, stopped, blocked or failed
 * @param text all that it says
 * @param stopReason why the model stopped, or null
 * @param usage what it cost, or null
 * @param timeToFirstTokenMs milliseconds to the first token, or null
 * @param responseTimeMs milliseconds to the end, or null
 * @param problemType the URI of the problem that ended it, or null
 */
record AnswerEnd(
    String status,
    String text,
    String stopReason,
    Usage usage,
    Long timeToFirstTokenMs,
    Long responseTimeMs,
    String problemType) {

  private static final Set<AnswerStatus> ENDS =
      EnumSet.of(
          AnswerStatus.FINISHED, AnswerStatus.STOPPED, AnswerStatus.BLOCKED, AnswerStatus.FAILED);

  AnswerEnd {
    if (AnswerStatus.named(status).filter(ENDS::contains).isEmpty()) {
      throw Problem.invalid("status", "must be finished, stopped, blocked or failed").asException();
    }
    Limits.answer(text);
    shortText("stopReason", stopReason);
    shortText("problemType", problemType);
    notNegative("timeToFirstTokenMs", timeToFirstTokenMs);
    notNegative("responseTimeMs", responseTimeMs);
  }

  AnswerStatus end() {
    return AnswerStatus.named(status).orElseThrow();
  }

  Facts facts() {
    return new Facts(stopReason, usage, timeToFirstTokenMs, responseTimeMs, problemType);
  }

  private static void shortText(String field, String value) {
    if (value != null && value.length() > 256) {
      throw Problem.invalid(field, "must be at most 256 characters").asException();
    }
  }

  private static void notNegative(String field, Long value) {
    if (value != null && value < 0) {
      throw Problem.invalid(field, "must not be negative").asException();
    }
  }

  @Override
  public String toString() {
    return "AnswerEnd[status=" + status + ", chars=" + text.length() + "]";
  }
}
