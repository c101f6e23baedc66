package dev.cloister.history.cost;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.content.Content;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Facts;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageItems;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Values;
import dev.cloister.localcloud.testkit.cost.Batches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores what years of use would have stored. */
final class Seed {

  private static final String TEXT = "What was said. ".repeat(20);

  private final DynamoDbClient client;
  private final String table;

  Seed(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** So many sessions of the owner's, the newest with so many messages; returns that one. */
  SessionKey history(Subject owner, int sessions, int messages) {
    var items = new ArrayList<Map<String, AttributeValue>>();
    var newest = new SessionKey(owner, new SessionId(UUID.randomUUID().toString()));
    items.add(header(newest, messages, Instant.now()));
    for (int i = 1; i < sessions; i++) {
      var key = new SessionKey(owner, new SessionId(UUID.randomUUID().toString()));
      items.add(header(key, 2, Instant.now().minusSeconds(60L * i)));
    }
    for (int place = 1; place < messages; place += 2) {
      items.addAll(turn(newest, place));
    }
    Batches.write(client, table, items);
    return newest;
  }

  private static Map<String, AttributeValue> header(SessionKey key, long newest, Instant updated) {
    var item = new HashMap<>(Values.key(Keys.user(key.owner()), Keys.header(key.session())));
    item.put(Attr.SEQUENCE, n(newest));
    item.put(Attr.UPDATED_AT, n(updated.toEpochMilli()));
    item.put(Attr.CREATED_AT, n(updated.toEpochMilli()));
    item.put(Attr.TITLE, s("A session"));
    item.put(Attr.TITLE_SOURCE, s("first"));
    return item;
  }

  private static List<Map<String, AttributeValue>> turn(SessionKey key, long place) {
    var content = new Content.Inline(TEXT, TEXT.length());
    var question = new Message.Question(place, id(), content, List.of());
    var answer =
        new Message.Answer(
            place + 1,
            id(),
            content,
            question.id(),
            "anthropic.test-model-1",
            AnswerStatus.FINISHED,
            1,
            id(),
            Instant.now(),
            new Facts("end_turn", null, null, null, null));
    var pointer = new HashMap<>(Values.key(Keys.session(key), Keys.answer(answer.id())));
    pointer.put(Attr.SEQUENCE, n(answer.sequence()));
    pointer.put(Attr.USER_MESSAGE_ID, s(question.id().value()));
    return List.of(
        MessageItems.item(key, question, Instant.now()),
        MessageItems.item(key, answer, Instant.now()),
        pointer);
  }

  private static MessageId id() {
    return new MessageId(UUID.randomUUID().toString());
  }
}
