package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.history.StoredAnswer;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Rebuilds the answer that a question sent again already has from what history stored of it. */
@ApplicationScoped
class Replays {

  private final HistoryGateway history;

  Replays(HistoryGateway history) {
    this.history = history;
  }

  StoredAnswer stored(Asker asker, SessionId session, AnswerId id) {
    return history.answer(asker, session.value(), id.value()).await().indefinitely();
  }

  EventLog log(SessionId session, StoredAnswer stored) {
    End end = end(stored).end();
    var id = new AnswerId(stored.answerId());
    var log = new EventLog(new Started(id, session, stored.userMessageId(), id, stored.modelId()));
    log.append(stored.text() == null ? "" : stored.text());
    log.end(end);
    return log;
  }

  /** How a stored answer ended; one that still runs or was given up cannot be replayed. */
  static EndRecord end(StoredAnswer stored) {
    if (stored.isStreaming()) {
      throw Problem.unavailable(
              "This answer is still being made elsewhere. Try again.", Duration.ofSeconds(5))
          .asException();
    }
    if (stored.isAbandoned()) {
      throw Problem.unavailable(
              "The question was stored, but no model was asked. Try again.", Duration.ofSeconds(1))
          .asException();
    }
    return EndRecord.of(stored);
  }
}
