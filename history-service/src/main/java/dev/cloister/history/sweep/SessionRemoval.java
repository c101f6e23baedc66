package dev.cloister.history.sweep;

import static dev.cloister.history.store.Values.s;

import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Table;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Removes the items and objects of a session that is marked as deleted. */
@ApplicationScoped
class SessionRemoval {

  private final Table table;
  private final DeletionMark mark;
  private final ContentStore contents;

  SessionRemoval(Table table, DeletionMark mark, ContentStore contents) {
    this.table = table;
    this.mark = mark;
    this.contents = contents;
  }

  Outcome remove(SessionKey session) {
    if (!mark.isSet(session)) {
      return Outcome.GONE; // A chore that comes late must not touch what came after.
    }
    items(session);
    contents.deleteAll(session);
    mark.expire(session);
    return Outcome.REMOVED;
  }

  private void items(SessionKey session) {
    Map<String, AttributeValue> from = null;
    do {
      var page =
          table.query(
              QueryRequest.builder()
                  .keyConditionExpression("PK = :pk")
                  .projectionExpression("PK, SK")
                  .expressionAttributeValues(Map.of(":pk", s(Keys.session(session))))
                  .exclusiveStartKey(from));
      table.deleteAll(page.items());
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
  }
}
