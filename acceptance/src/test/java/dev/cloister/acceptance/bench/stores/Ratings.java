package dev.cloister.acceptance.bench.stores;

import static dev.cloister.acceptance.bench.stores.Store.item;
import static dev.cloister.acceptance.bench.stores.Store.put;
import static dev.cloister.acceptance.bench.stores.Store.s;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Rates a message again, so that somebody's ratings stay as many as they are, and lists them.
 *
 * @param person the owner at feedback-service
 * @param owner the subject
 */
record Ratings(Rest person, Store store, String owner) implements Exercise {

  private static final int PAGE = 10;
  private static final String RATE = "rate an answer";
  private static final String LIST = "list ratings, " + PAGE;

  private static final String TABLE = "cloister-feedback";
  private static final String SESSION = "a-session";
  private static final String RATED = "message-0";
  private static final String WORDS = "It says nothing of the second question. ".repeat(3).strip();

  /** So many ratings, the newest of which is the one that is given again. */
  static List<TransactWriteItem> writes(String owner, int size) {
    var writes = new ArrayList<TransactWriteItem>();
    for (int i = 0; i < size; i++) {
      var created = Instant.now().minusSeconds(60L * i);
      writes.add(put(TABLE, rating(owner, "message-" + i, created)));
    }
    return writes;
  }

  @Override
  public void served(Stopwatch watch) throws Exception {
    String rating =
        """
        {"session_id":"%s","message_id":"%s","rating":"thumbs_down","reason":"incomplete",\
        "text_feedback":"%s","model_used":"%s","response_time_ms":2000}\
        """
            .formatted(SESSION, RATED, WORDS, History.MODEL);
    watch.time(RATE, () -> person.send("POST", "/v1/feedback", rating, 200));
    watch.time(LIST, () -> person.get("/v1/feedback?limit=" + PAGE));
  }

  @Override
  public void raw(Stopwatch watch) throws Exception {
    watch.time(
        RATE,
        () ->
            store
                .client()
                .putItem(b -> b.tableName(TABLE).item(rating(owner, RATED, Instant.now()))));
    watch.time(LIST, this::query);
  }

  private QueryResponse query() {
    return store
        .client()
        .query(
            QueryRequest.builder()
                .tableName(TABLE)
                .indexName("by-created")
                .keyConditionExpression("PK = :pk")
                .expressionAttributeValues(Map.of(":pk", s("USER#" + owner)))
                .scanIndexForward(false)
                .consistentRead(true)
                .limit(PAGE + 1)
                .build());
  }

  private static Map<String, AttributeValue> rating(String owner, String message, Instant now) {
    String id = id(owner, message);
    String created = now.truncatedTo(ChronoUnit.MICROS).toString();
    var item = item("USER#" + owner, "FB#" + id);
    item.put("feedback_id", s(id));
    item.put("user_id", s(owner));
    item.put("session_id", s(SESSION));
    item.put("message_id", s(message));
    item.put("rating", s("thumbs_down"));
    item.put("reason", s("incomplete"));
    item.put("text_feedback", s(WORDS));
    item.put("created_at", s(created));
    item.put("day", s(created.substring(0, "2026-01-01".length())));
    item.put("model_used", s(History.MODEL));
    item.put("response_time_ms", Store.n(2000));
    return item;
  }

  /** As feedback-service makes it, so that both rate the same message. */
  private static String id(String owner, String message) {
    String name =
        "%d:%s%d:%s%d:%s"
            .formatted(owner.length(), owner, SESSION.length(), SESSION, message.length(), message);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
