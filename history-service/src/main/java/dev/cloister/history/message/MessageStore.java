package dev.cloister.history.message;

import static dev.cloister.history.store.Values.s;

import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Backoff;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads a session's messages. The cost is that of the messages read, never of the session. */
@ApplicationScoped
public class MessageStore {

  /** A sequence that every message is before. */
  public static final long AFTER_ALL = 10_000_000_000L;

  private static final int REREADS = 5;

  private final Table table;
  private final ContentStore contents;

  MessageStore(Table table, ContentStore contents) {
    this.table = table;
    this.contents = contents;
  }

  /**
   * Messages before the sequence, newest first: up to {@code limit} of them, and no more than
   * {@code bytes} in all, but at least one.
   */
  public List<Message> newest(SessionKey session, long sequence, int limit, long bytes) {
    var messages = new ArrayList<Message>();
    long left = bytes;
    long end = sequence;
    while (end > 1) {
      var page = page(session, end, limit - messages.size());
      for (Message message : page) {
        left -= message.content().bytes();
        if (left < 0 && !messages.isEmpty()) {
          return messages;
        }
        messages.add(message);
      }
      end = page.isEmpty() || messages.size() == limit ? 1 : page.getLast().sequence();
    }
    return messages;
  }

  /** One page of the messages before the sequence, newest first; empty only where none is left. */
  public List<Message> page(SessionKey session, long sequence, int limit) {
    return table
        .query(
            QueryRequest.builder()
                .keyConditionExpression("PK = :pk AND SK BETWEEN :first AND :last")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", s(Keys.session(session)),
                        ":first", s(Keys.message(0)),
                        ":last", s(Keys.message(sequence - 1))))
                .scanIndexForward(false)
                .limit(limit))
        .items()
        .stream()
        .map(MessageItems::message)
        .toList();
  }

  /** The message at the sequence, if there is one. */
  public Optional<Message> at(SessionKey session, long sequence) {
    return Optional.of(table.get(Values.key(Keys.session(session), Keys.message(sequence))))
        .filter(item -> item.containsKey(Attr.ID))
        .map(MessageItems::message);
  }

  /**
   * What a message says. A checkpoint may replace the content between the two reads; then the
   * message is read again.
   *
   * @return empty where the message is gone
   */
  public Optional<String> text(SessionKey session, Message message) {
    var backoff = new Backoff(REREADS);
    Optional<Message> current = Optional.of(message);
    while (current.isPresent()) {
      Optional<String> text = contents.text(current.get().content());
      if (text.isPresent()) {
        return text;
      }
      backoff.pause("The message");
      current = at(session, message.sequence());
    }
    return Optional.empty();
  }
}
