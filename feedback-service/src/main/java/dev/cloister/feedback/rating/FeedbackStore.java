package dev.cloister.feedback.rating;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import dev.cloister.feedback.store.Attr;
import dev.cloister.feedback.store.Table;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Keeps ratings in their owners' own partitions; the cost of a list is that of its page. */
@ApplicationScoped
class FeedbackStore {

  private final Table table;

  FeedbackStore(Table table) {
    this.table = table;
  }

  void put(Subject owner, Feedback feedback) {
    table.put(FeedbackItems.item(partition(owner), sort(feedback.feedbackId()), feedback));
  }

  Optional<Feedback> find(Subject owner, String id) {
    return Optional.of(table.get(partition(owner), sort(id)))
        .filter(item -> !item.isEmpty())
        .map(FeedbackItems::feedback);
  }

  /** Up to {@code limit} of the owner's ratings after the one given, newest first. */
  List<Feedback> after(Subject owner, Cursor cursor, int limit) {
    var found = new ArrayList<Feedback>();
    Map<String, AttributeValue> from = cursor == null ? null : start(owner, cursor);
    do {
      var page =
          table.query(
              QueryRequest.builder()
                  .indexName(Attr.BY_CREATED)
                  .keyConditionExpression("PK = :pk")
                  .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(partition(owner))))
                  .scanIndexForward(false)
                  .exclusiveStartKey(from)
                  .limit(limit - found.size()));
      page.items().forEach(item -> found.add(FeedbackItems.feedback(item)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty() && found.size() < limit);
    return found;
  }

  private static Map<String, AttributeValue> start(Subject owner, Cursor cursor) {
    var start = new HashMap<String, AttributeValue>();
    start.put(Attr.PK, AttributeValue.fromS(partition(owner)));
    start.put(Attr.SK, AttributeValue.fromS(sort(cursor.feedbackId())));
    start.put(Attr.CREATED_AT, AttributeValue.fromS(cursor.createdAt()));
    return start;
  }

  private static String partition(Subject owner) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(owner.value())) {
      // Half a surrogate pair would be stored as '?', so two owners could meet.
      throw Problem.invalid("sub", "must be well-formed Unicode").asException();
    }
    return "USER#" + owner.value();
  }

  private static String sort(String id) {
    return "FB#" + id;
  }

  /**
   * A place in the list.
   *
   * @param createdAt the last rating's
   * @param feedbackId the last rating's
   */
  record Cursor(String createdAt, String feedbackId) {

    static Cursor read(String position) {
      String[] parts = position.split("#", 2);
      return new Cursor(parts[0], parts[1]);
    }

    String position() {
      return createdAt + "#" + feedbackId;
    }
  }
}
