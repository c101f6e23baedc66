package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.Store.item;
import static dev.cloister.acceptance.bench.stores.Store.key;
import static dev.cloister.acceptance.bench.stores.Store.n;
import static dev.cloister.acceptance.bench.stores.Store.put;
import static dev.cloister.acceptance.bench.stores.Store.s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Somebody's sessions as history-service keeps them: so many, the newest with so many messages.
 *
 * @param owner the subject
 * @param session the newest
 * @param size how many sessions, and messages in the newest
 * @param seeded when, epoch ms
 */
record History(String owner, String session, int size, long seeded) {

  static final String TABLE = "cloister-history";

  /** Some 300 bytes. */
  static final String TEXT = "What was said. ".repeat(20);

  static final String MODEL = "anthropic.test-model-1";
  private static final long MINUTE_MS = 60_000;

  static History of(String owner, int size) {
    return new History(owner, UUID.randomUUID().toString(), size, System.currentTimeMillis());
  }

  /** All of it. */
  List<TransactWriteItem> writes() {
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(put(TABLE, header()));
    for (int i = 1; i < size; i++) {
      writes.add(put(TABLE, header(UUID.randomUUID().toString(), 2, i)));
    }
    for (int place = 1; place < size; place += 2) {
      String question = UUID.randomUUID().toString();
      String answer = UUID.randomUUID().toString();
      writes.add(put(TABLE, question(place, question)));
      writes.add(put(TABLE, answer(place + 1, answer, question, "finished", TEXT)));
      writes.add(put(TABLE, pointer(place + 1, answer, question)));
    }
    return writes;
  }

  String user() {
    return "USER#" + owner;
  }

  String partition() {
    return "SESSION#" + owner + "#" + session;
  }

  Map<String, AttributeValue> headerKey() {
    return key(user(), "SESSION#" + session);
  }

  /** The newest session's header as it was seeded. */
  Map<String, AttributeValue> header() {
    return header(session, size, 0);
  }

  private Map<String, AttributeValue> header(String id, long newest, int minutesAgo) {
    var item = item(user(), "SESSION#" + id);
    item.put("sequence", n(newest));
    item.put("updatedAt", n(seeded - minutesAgo * MINUTE_MS));
    item.put("createdAt", n(seeded - minutesAgo * MINUTE_MS));
    item.put("title", s("A session"));
    item.put("titleSource", s("first"));
    return item;
  }

  static String place(long sequence) {
    return "M#%010d".formatted(sequence);
  }

  Map<String, AttributeValue> placeKey(long sequence) {
    return key(partition(), place(sequence));
  }

  Map<String, AttributeValue> question(long sequence, String id) {
    return message(sequence, id, TEXT);
  }

  Map<String, AttributeValue> answer(
      long sequence, String id, String question, String status, String text) {
    var item = message(sequence, id, text);
    item.put("userMessageId", s(question));
    item.put("modelId", s(MODEL));
    item.put("status", s(status));
    item.put("revision", n(text.isEmpty() ? 0 : 1));
    item.put("attempt", s(id));
    item.put("leaseUntil", n(System.currentTimeMillis() + MINUTE_MS));
    return item;
  }

  private Map<String, AttributeValue> message(long sequence, String id, String text) {
    var item = item(partition(), place(sequence));
    item.put("id", s(id));
    item.put("createdAt", n(System.currentTimeMillis()));
    item.put("text", s(text));
    item.put("textBytes", n(text.length()));
    return item;
  }

  Map<String, AttributeValue> pointerKey(String answer) {
    return key(partition(), "A#" + answer);
  }

  Map<String, AttributeValue> pointer(long sequence, String answer, String question) {
    var item = item(partition(), "A#" + answer);
    item.put("sequence", n(sequence));
    item.put("userMessageId", s(question));
    return item;
  }

  /** The keys that a turn is begun with, and an answer found by. */
  List<Map<String, AttributeValue>> keys(String answer) {
    return List.of(headerKey(), pointerKey(answer));
  }
}
