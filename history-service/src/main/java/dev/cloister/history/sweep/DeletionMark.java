package dev.cloister.history.sweep;

import static dev.cloister.history.store.Values.n;

import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What a deleted session's header becomes: nobody sees the session or appends to it. The mark stays
 * for a while after the rest is removed, so that a straggler of the removal does not meet another
 * session under the same keys.
 */
@ApplicationScoped
public class DeletionMark {

  /** Far longer than any paused process takes to go on or to be given up. */
  private static final Duration STAYS = Duration.ofDays(1);

  private final Table table;

  DeletionMark(Table table) {
    this.table = table;
  }

  /** Sets the mark, and removes what a person has said; fails where there is no such session. */
  public TransactWriteItem setting(SessionKey session) {
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(table.name())
                    .key(key(session))
                    .updateExpression("SET deleting = :now REMOVE updatedAt, title, titleSource")
                    .conditionExpression("attribute_exists(PK) AND attribute_not_exists(deleting)")
                    .expressionAttributeValues(Map.of(":now", n(Instant.now().toEpochMilli()))))
        .build();
  }

  boolean isSet(SessionKey session) {
    return table.get(key(session)).containsKey(Attr.DELETING);
  }

  /** Lets the mark go in a while. */
  void expire(SessionKey session) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(key(session))
              .updateExpression("SET expiresAt = :until")
              .conditionExpression("attribute_exists(deleting)")
              .expressionAttributeValues(
                  Map.of(":until", n(Instant.now().plus(STAYS).getEpochSecond()))));
    } catch (ConditionalCheckFailedException e) {
      // Gone already: this is a repeat.
    }
  }

  private static Map<String, AttributeValue> key(SessionKey session) {
    return Values.key(Keys.user(session.owner()), Keys.header(session.session()));
  }
}
