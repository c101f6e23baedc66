package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import dev.cloister.history.answer.AnswerStore;
import dev.cloister.history.content.Content;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.session.SessionStore;
import dev.cloister.history.store.Backoff;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import dev.cloister.history.turn.SessionState.FirstCall;
import dev.cloister.history.turn.TurnOutcome.Replayed;
import dev.cloister.history.turn.TurnOutcome.Started;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Begins turns. Each goes right after the newest message that was read, or the whole transaction
 * fails and is tried again on what is newest then.
 */
@ApplicationScoped
class TurnStore {

  private static final int ATTEMPTS = 20;

  private final Table table;
  private final TurnItems items;
  private final ContentStore contents;
  private final AnswerStore answers;
  private final ContextWindow window;
  private final SessionLocks locks;

  TurnStore(
      Table table,
      TurnItems items,
      ContentStore contents,
      AnswerStore answers,
      ContextWindow window,
      SessionLocks locks) {
    this.table = table;
    this.items = items;
    this.contents = contents;
    this.answers = answers;
    this.window = window;
    this.locks = locks;
  }

  TurnOutcome begin(SessionKey session, TurnRequest request) {
    Placed placed = locks.inTurn(session, () -> place(session, request));
    return switch (placed) {
      case Placed.At at -> {
        long question = at.answerSequence() - 1;
        var context = window.before(session, question, request.contextBytes());
        yield new Started(question == 1, context);
      }
      case Placed.Before before -> replayed(session, before.call(), request);
    };
  }

  private Placed place(SessionKey session, TurnRequest request) {
    var attempts = new Backoff(ATTEMPTS);
    while (true) {
      var now = Instant.now();
      var state = read(session, request);
      long sequence = state.sequence();
      Optional<Placed> already = already(state, request, now);
      if (already.isPresent()) {
        return already.get();
      }
      Content question = contents.store(session, request.question(), request.text());
      try {
        table.transact(items.writes(session, request, question, sequence, now));
        return new Placed.At(sequence + 2);
      } catch (TransactionCanceledException e) {
        // Nothing of it was written, so nothing points to the object.
        contents.discard(question);
        attempts.pause("The session");
      }
    }
  }

  private static Optional<Placed> already(SessionState state, TurnRequest request, Instant now) {
    Optional<Placed> own = state.ownAnswer(request.question()).map(Placed.At::new);
    return own.isPresent() ? own : state.firstCall(now).map(Placed.Before::new);
  }

  private SessionState read(SessionKey session, TurnRequest request) {
    String partition = Keys.session(session);
    String answer = Keys.answer(request.answer());
    var wanted = new ArrayList<Map<String, AttributeValue>>();
    wanted.add(SessionStore.headerKey(session));
    wanted.add(Values.key(partition, answer));
    if (request.idempotencyKey() != null) {
      wanted.add(Values.key(partition, Keys.idempotency(request.idempotencyKey())));
    }
    var found = table.getAll(List.copyOf(wanted));
    return new SessionState(
        found.get(Keys.header(session.session())),
        found.get(answer),
        request.idempotencyKey() == null
            ? null
            : found.get(Keys.idempotency(request.idempotencyKey())));
  }

  private Replayed replayed(SessionKey session, FirstCall first, TurnRequest request) {
    if (!first.isFor(request)) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_CONFLICT,
              "The Idempotency-Key was used with another request; choose a new one.")
          .asException();
    }
    var status =
        answers
            .at(session, first.sequence(), first.answer())
            .map(Message.Answer::status)
            .orElse(AnswerStatus.INTERRUPTED);
    return new Replayed(first.answer(), first.question(), first.modelId(), status);
  }

  /** Where a turn is: at its place, or it is an earlier call's. */
  private sealed interface Placed {

    record At(long answerSequence) implements Placed {}

    record Before(FirstCall call) implements Placed {}
  }
}
