package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Blocked;
import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.history.StoredAnswer;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Rebuilds the answer that a question sent again already has from what history stored of it. */
@ApplicationScoped
class Replays {

  private final HistoryGateway history;

  Replays(HistoryGateway history) {
    this.history = history;
  }

  EventLog stored(Subject owner, SessionId session, AnswerId id) {
    StoredAnswer stored = history.answer(owner, session.value(), id.value()).await().indefinitely();
    var log = new EventLog(new Started(id, session, stored.userMessageId(), id, stored.modelId()));
    log.append(stored.text() == null ? "" : stored.text());
    log.end(end(stored));
    return log;
  }

  private static End end(StoredAnswer stored) {
    return switch (stored.status()) {
      case "finished" ->
          new Finished(
              stored.stopReason(),
              stored.usage(),
              Duration.ofMillis(stored.timeToFirstTokenMs()),
              Duration.ofMillis(stored.responseTimeMs()));
      case "stopped" -> new Stopped(stored.usage());
      case "blocked" -> new Blocked(stored.usage());
      case "streaming" ->
          throw Problem.unavailable(
                  "This answer is still being made elsewhere. Try again.", Duration.ofSeconds(5))
              .asException();
      default ->
          new Failed(
              Problem.of(ProblemType.UPSTREAM_TRUNCATED, "This answer broke off. Ask again."),
              stored.usage());
    };
  }
}
