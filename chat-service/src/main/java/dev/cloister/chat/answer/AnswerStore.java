package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.history.AnswerEnd;
import dev.cloister.chat.history.HistoryGateway;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Keeps the stored copy of running answers current. Nothing here blocks. */
@ApplicationScoped
class AnswerStore {

  private final HistoryGateway history;

  AnswerStore(HistoryGateway history) {
    this.history = history;
  }

  Uni<Void> checkpoint(Answer answer, int revision) {
    var started = answer.log().started();
    return history.checkpoint(
        answer.owner(),
        started.sessionId().value(),
        started.id().value(),
        answer.log().text(),
        revision);
  }

  Uni<Void> end(Answer answer, End end, Duration timeToFirstToken, Duration responseTime) {
    var started = answer.log().started();
    var stored =
        new AnswerEnd(
            end.status(),
            answer.log().text(),
            end instanceof Finished f ? f.stopReason() : null,
            end.usage(),
            answer.log().deltas() == 0 ? null : timeToFirstToken.toMillis(),
            responseTime.toMillis(),
            end.problem() == null ? null : end.problem().kind().uri());
    return history.end(answer.owner(), started.sessionId().value(), started.id().value(), stored);
  }

  static boolean isGone(Throwable e) {
    return HistoryGateway.isGone(e);
  }
}
