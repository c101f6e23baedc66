package dev.cloister.chat.answer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.chat.answer.AnswerEvent.Blocked;
import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.bedrock.Usage;
import dev.cloister.chat.history.StoredAnswer;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Set;

/** An end in the form that other pods read; what is not known is absent. */
@RegisterForReflection(registerFullHierarchy = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record EndRecord(
    String status,
    String stopReason,
    Usage usage,
    Long timeToFirstTokenMs,
    Long responseTimeMs,
    ProblemType problem,
    String detail,
    Long retryAfterMs,
    String text) {

  /**
   * The end as an entry of an answer's stream.
   *
   * @param text the whole text where the stream has less of it, else null
   */
  static EndRecord of(End end, String text) {
    Problem problem = end.problem();
    Finished finished = end instanceof Finished f ? f : null;
    return new EndRecord(
        end.status(),
        finished == null ? null : finished.stopReason(),
        end.usage(),
        finished == null ? null : finished.timeToFirstToken().toMillis(),
        finished == null ? null : finished.responseTime().toMillis(),
        problem == null ? null : problem.kind(),
        problem == null ? null : problem.detail(),
        problem == null || problem.retryAfter() == null ? null : problem.retryAfter().toMillis(),
        text);
  }

  /** The end of an answer that is not streaming any more, from what was stored. */
  static EndRecord of(StoredAnswer stored) {
    boolean failed = !Set.of("finished", "stopped", "blocked").contains(stored.status());
    return new EndRecord(
        failed ? "failed" : stored.status(),
        stored.stopReason(),
        stored.usage(),
        stored.timeToFirstTokenMs(),
        stored.responseTimeMs(),
        failed ? ProblemType.UPSTREAM_TRUNCATED : null,
        failed ? "This answer broke off. Ask again." : null,
        null,
        stored.text());
  }

  End end() {
    return switch (status) {
      case "finished" ->
          new Finished(stopReason, usage, millis(timeToFirstTokenMs), millis(responseTimeMs));
      case "stopped" -> new Stopped(usage);
      case "blocked" -> new Blocked(usage);
      default ->
          new Failed(
              new Problem(
                  problem, detail, null, null, retryAfterMs == null ? null : millis(retryAfterMs)),
              usage);
    };
  }

  private static Duration millis(Long millis) {
    return Duration.ofMillis(millis == null ? 0 : millis);
  }
}
