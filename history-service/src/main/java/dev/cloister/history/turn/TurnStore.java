package dev.cloister.history.turn;

import dev.cloister.history.answer.AnswerStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.session.SessionStore;
import dev.cloister.history.store.Backoff;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import dev.cloister.history.turn.Questions.Asked;
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
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Begins turns. Each goes right after the newest message that was read, or the whole transaction
 * fails and is tried again on what is newest then. A turn belongs to one attempt at a time; another
 * gets it only after that one has abandoned it.
 */
@ApplicationScoped
class TurnStore {

  private static final int ATTEMPTS = 20;

  private final Table table;
  private final TurnItems items;
  private final Questions questions;
  private final AnswerStore answers;
  private final MessageStore messages;
  private final ContextWindow window;
  private final SessionLocks locks;

  TurnStore(
      Table table,
      TurnItems items,
      Questions questions,
      AnswerStore answers,
      MessageStore messages,
      ContextWindow window,
      SessionLocks locks) {
    this.table = table;
    this.items = items;
    this.questions = questions;
    this.answers = answers;
    this.messages = messages;
    this.window = window;
    this.locks = locks;
  }

  TurnOutcome begin(SessionKey session, TurnRequest request) {
    Placed placed = locks.inTurn(session, () -> place(session, request));
    return switch (placed) {
      case Placed.At(long sequence, MessageId answer, MessageId question) -> {
        long asked = sequence - 1;
        var context = window.before(session, asked, request.contextBytes());
        yield new Started(answer, question, asked == 1, context);
      }
      case Placed.Before(Replayed replayed) -> replayed;
    };
  }

  /** The turn that the key stands for; empty where there is none, or it was abandoned. */
  Optional<Replayed> earlier(SessionKey session, EarlierRequest request) {
    var item = table.get(Values.key(Keys.session(session), Keys.idempotency(request.key())));
    return new SessionState(null, null, item.isEmpty() ? null : item)
        .firstCall(Instant.now())
        .map(first -> first.as(request.fingerprint()))
        .map(first -> first.replayed(answers.at(session, first.sequence(), first.answer())))
        .filter(replayed -> replayed.status() != AnswerStatus.ABANDONED);
  }

  private Placed place(SessionKey session, TurnRequest request) {
    var attempts = new Backoff(ATTEMPTS);
    while (true) {
      var now = Instant.now();
      var state = read(session, request);
      long sequence = state.sequence();
      Optional<Long> own = state.ownAnswer(request.question());
      if (own.isPresent()) {
        return own(session, request, own.get());
      }
      Optional<FirstCall> first = state.firstCall(now).map(f -> f.as(request.fingerprint()));
      Optional<Placed> placed =
          first.isPresent()
              ? repeat(session, request, first.get(), now)
              : fresh(session, request, sequence, now);
      if (placed.isPresent()) {
        return placed.get();
      }
      attempts.pause("The session");
    }
  }

  /** The turn is this attempt's, unless the attempt was abandoned or has done its work. */
  private Placed own(SessionKey session, TurnRequest request, long sequence) {
    return messages
        .at(session, sequence)
        .map(Message.Answer.class::cast)
        .filter(answer -> answer.stored() == AnswerStatus.STREAMING)
        .filter(answer -> answer.attempt().equals(request.answer()))
        .map(Placed.At::of)
        .orElseThrow(SessionState::abandoned);
  }

  /** The first call's turn; where that call has abandoned it, this one's. Empty: look again. */
  private Optional<Placed> repeat(
      SessionKey session, TurnRequest request, FirstCall first, Instant now) {
    var answer = answers.at(session, first.sequence(), first.answer());
    if (answer.filter(a -> a.stored() == AnswerStatus.ABANDONED).isPresent()) {
      return written(items.again(session, request, answer.get(), now))
          ? answer.map(Placed.At::of)
          : Optional.empty();
    }
    return Optional.of(new Placed.Before(first.replayed(answer)));
  }

  /** A new turn after the sequence. Empty: another one is there. */
  private Optional<Placed> fresh(
      SessionKey session, TurnRequest request, long sequence, Instant now) {
    Asked asked = questions.prepare(session, request, sequence);
    if (written(items.writes(session, request, asked, sequence, now))) {
      return Optional.of(new Placed.At(sequence + 2, request.answer(), request.question()));
    }
    // Nothing of it was written, so nothing points to the object.
    questions.discard(asked);
    return Optional.empty();
  }

  private boolean written(List<TransactWriteItem> writes) {
    try {
      table.transact(writes);
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
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

  /** Whose the turn is: this call's to answer, or an earlier one's. */
  private sealed interface Placed {
    record At(long sequence, MessageId answer, MessageId question) implements Placed {
      static Placed of(Message.Answer answer) {
        return new At(answer.sequence(), answer.id(), answer.questionId());
      }
    }

    record Before(Replayed replayed) implements Placed {}
  }
}
