package dev.cloister.history.answer;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import dev.cloister.history.content.Content;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageItems;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.session.SessionHeader;
import dev.cloister.history.session.SessionStore;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Finds answers by their ids and changes them while they stream, in a fixed number of calls. */
@ApplicationScoped
public class AnswerStore {

  private final Table table;
  private final MessageStore messages;
  private final ContentStore contents;
  private final Duration lease;

  AnswerStore(Table table, MessageStore messages, ContentStore contents, HistoryConfig config) {
    this.table = table;
    this.messages = messages;
    this.contents = contents;
    this.lease = config.answerLease();
  }

  /** The answer, unless it or its session is gone. */
  public Optional<Message.Answer> find(SessionKey session, MessageId answer) {
    return locate(session, answer).flatMap(sequence -> at(session, sequence, answer));
  }

  /** The answer at a sequence that is known already. */
  public Optional<Message.Answer> at(SessionKey session, long sequence, MessageId answer) {
    return messages
        .at(session, sequence)
        .filter(message -> message.id().equals(answer))
        .map(Message.Answer.class::cast);
  }

  AnswerView view(SessionKey session, MessageId id) {
    var answer = find(session, id).orElseThrow(AnswerStore::gone);
    String text = messages.text(session, answer).orElseThrow(AnswerStore::gone);
    // Read again, an answer may have gone on; its status must not be newer than its text.
    return AnswerView.of(answer, text);
  }

  void checkpoint(SessionKey session, MessageId id, Checkpoint checkpoint) {
    long sequence = locate(session, id).orElseThrow(AnswerStore::gone);
    var change = AnswerChange.checkpoint(checkpoint.revision(), Instant.now().plus(lease));
    apply(session, id, sequence, checkpoint.text(), change)
        .ifPresent(
            stored -> {
              if (stored.stored() != AnswerStatus.STREAMING) {
                throw ended(stored);
              } // Else an older checkpoint came late: the newer one stands.
            });
  }

  void end(SessionKey session, MessageId id, AnswerEnd end) {
    long sequence = locate(session, id).orElseThrow(AnswerStore::gone);
    var change = AnswerChange.end(end.end(), MessageItems.attributes(end.facts()));
    apply(session, id, sequence, end.text(), change)
        .ifPresent(
            stored -> {
              if (stored.stored() != end.end()) {
                throw ended(stored);
              } // Else the end is stored already: this is a repeat.
            });
  }

  /** Makes the change, or returns the answer as it is where the change's condition fails. */
  private Optional<Message.Answer> apply(
      SessionKey session, MessageId id, long sequence, String text, AnswerChange change) {
    Content content = contents.store(session, id, id, text);
    var key = Values.key(Keys.session(session), Keys.message(sequence));
    try {
      var before = table.update(change.update(key, id, content)).attributes();
      // The item points to the new object from now on.
      contents.discard(Content.of(before));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(refused(e, id, content));
    }
  }

  private Message.Answer refused(ConditionalCheckFailedException e, MessageId id, Content unused) {
    Map<String, AttributeValue> item = e.hasItem() ? e.item() : Map.of();
    boolean there = id.value().equals(Values.text(item, Attr.ID));
    // Where the first try was stored and only its reply lost, the object is in use.
    if (!there || !Content.of(item).equals(unused)) {
      contents.discard(unused);
    }
    if (!there) {
      throw gone();
    }
    return (Message.Answer) MessageItems.message(item);
  }

  private Optional<Long> locate(SessionKey session, MessageId answer) {
    var header = SessionStore.headerKey(session);
    var pointer = Values.key(Keys.session(session), Keys.answer(answer));
    var found = table.getAll(List.of(header, pointer));
    return SessionHeader.isLive(found.get(Keys.header(session.session())))
        ? Optional.ofNullable(found.get(Keys.answer(answer)))
            .map(item -> Values.number(item, Attr.SEQUENCE))
        : Optional.empty();
  }

  private static ProblemException gone() {
    return Problem.notFound("answer").asException();
  }

  private static ProblemException ended(Message.Answer answer) {
    return Problem.of(ProblemType.CONFLICT, "The answer is " + answer.stored().text() + " already.")
        .asException();
  }
}
