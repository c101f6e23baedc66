package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.history.Asker;
import dev.cloister.chat.history.HistoryGateway;
import dev.cloister.chat.history.StoredAnswer;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The one answer of a question that was sent before, wherever it is made or kept. */
@ApplicationScoped
class Replays {

  /** How soon another look is worth it where another pod has stored a question a moment ago. */
  private static final long UNTIL_SHARED_NANOS = 100_000_000;

  private final Answers answers;
  private final Mirrors mirrors;
  private final HistoryGateway history;
  private final Duration startWithin;

  Replays(Answers answers, Mirrors mirrors, HistoryGateway history, AnswersConfig config) {
    this.answers = answers;
    this.mirrors = mirrors;
    this.history = history;
    this.startWithin = config.startWithin();
  }

  /** Which answer an earlier call with the same key has; the key may be null. */
  Optional<AnswerId> earlier(Asker asker, SessionId session, IdempotencyKey key) {
    return key == null
        ? Optional.empty()
        : history
            .earlier(asker, session.value(), key.value(), key.fingerprint())
            .await()
            .indefinitely()
            .map(replayed -> new AnswerId(replayed.answerId()));
  }

  /**
   * Begins to listen to it, in this pod, in another one, or to what is stored of it.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 where another pod makes it and cannot be
   *     listened to from here
   */
  Listening listen(Asker asker, SessionId session, AnswerId id) {
    Subject owner = asker.subject();
    long deadline = System.nanoTime() + startWithin.toNanos();
    while (true) {
      Optional<Listening> running =
          answers
              .await(owner, id)
              .map(answer -> Listening.onceBegun(answer, startWithin))
              .or(() -> mirrors.find(owner, id).map(Listening::to));
      if (running.isPresent()) {
        return running.get();
      }
      StoredAnswer stored =
          history.answer(asker, session.value(), id.value()).await().indefinitely();
      boolean mayAppear = stored.isStreaming() && mirrors.isConfigured();
      if (!mayAppear || System.nanoTime() > deadline) {
        return Listening.to(rebuilt(session, stored));
      }
      LockSupport.parkNanos(UNTIL_SHARED_NANOS);
    }
  }

  private static EventLog rebuilt(SessionId session, StoredAnswer stored) {
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
