package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.history.AnswerEnd;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryFailure;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Keeps the stored copy of running answers current. Nothing here blocks. */
@ApplicationScoped
class AnswerStore {

  /** How an answer ends whose pod is gone. */
  static final EndRecord BROKEN_OFF =
      EndRecord.of(
          new Failed(
              Problem.of(ProblemType.UPSTREAM_TRUNCATED, "The answer broke off. Ask again."), null),
          null);

  private static final int ORPHAN_ATTEMPTS = 3;

  private final HistoryGateway history;

  AnswerStore(HistoryGateway history) {
    this.history = history;
  }

  Uni<Void> checkpoint(Answer answer, int revision) {
    var started = answer.log().started();
    return history.checkpoint(
        answer.asker(),
        started.sessionId().value(),
        started.id().value(),
        answer.log().text(),
        revision);
  }

  /** Stores the end. Where another pod has stored one before, that one is the end. */
  Uni<End> end(Answer answer, End end, Duration timeToFirstToken, Duration responseTime) {
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
    return end(answer.asker(), started, EndRecord.of(end, null), stored).map(EndRecord::end);
  }

  /**
   * Ends an answer whose pod is gone as failed, with all the text that was heard of it. What that
   * pod itself or another one had stored as the end stands.
   *
   * @return {@link #BROKEN_OFF} itself where there was no other end
   */
  Uni<EndRecord> endOrphan(Mirror mirror) {
    var stored =
        new AnswerEnd(
            BROKEN_OFF.status(),
            mirror.log().text(),
            null,
            null,
            null,
            null,
            BROKEN_OFF.problem().uri());
    var ended = end(Asker.unasked(mirror.owner()), mirror.log().started(), BROKEN_OFF, stored);
    // Listeners wait: where nothing can be stored, the lease in history ends it there.
    return mirror.attempts() < ORPHAN_ATTEMPTS
        ? ended
        : ended.onFailure().recoverWithItem(BROKEN_OFF);
  }

  private Uni<EndRecord> end(Asker asker, Started started, EndRecord end, AnswerEnd stored) {
    UUID session = started.sessionId().value();
    UUID id = started.id().value();
    return history
        .end(asker, session, id, stored)
        .replaceWith(end)
        .onFailure(HistoryFailure::isConflict)
        .recoverWithUni(() -> history.answer(asker, session, id).map(Replays::end));
  }
}
