package dev.cloister.history.attachment;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;
import static dev.cloister.history.store.Values.text;

import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The attachments' items. One that was taken back leaves its id behind for a day, so that no pod
 * which was paused meanwhile can write an item whose object is gone.
 */
@ApplicationScoped
public class AttachmentStore {

  private static final Duration KEPT_OUT = Duration.ofDays(1);

  private final Table table;

  AttachmentStore(Table table) {
    this.table = table;
  }

  /** The item, if there is one; it has no object once it was taken back. */
  Optional<StoredAttachment> find(SessionKey session, AttachmentId id) {
    return Optional.of(table.get(key(session, id)))
        .filter(item -> !item.isEmpty())
        .map(StoredAttachment::of);
  }

  /** Those of the ids that there are, in the ids' order. */
  public List<Attachment> find(SessionKey session, List<AttachmentId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var found = table.getAll(ids.stream().distinct().map(id -> key(session, id)).toList());
    return ids.stream()
        .map(id -> found.get(Keys.attachment(id)))
        .filter(item -> item != null && item.containsKey(Attr.TEXT_OBJECT))
        .map(item -> StoredAttachment.of(item).attachment())
        .toList();
  }

  /** How many items the session has, counted up to {@code most}. */
  int count(SessionKey session, int most) {
    var query =
        QueryRequest.builder()
            .keyConditionExpression("PK = :pk AND begins_with(SK, :attachment)")
            .expressionAttributeValues(
                Map.of(":pk", s(Keys.session(session)), ":attachment", s(Keys.ATTACHMENT)))
            .select(Select.COUNT)
            .limit(most);
    return table.query(query).count();
  }

  /**
   * Writes the item, unless there is one with its id.
   *
   * @return what is there now
   */
  StoredAttachment create(SessionKey session, StoredAttachment stored) {
    var values = new HashMap<String, AttributeValue>();
    stored.attributes().forEach((name, value) -> values.put(":" + name, value));
    values.put(":createdAt", n(Instant.now().toEpochMilli()));
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(key(session, stored.attachment().id()))
              .updateExpression(
                  "SET id = :id, filename = :filename, mediaType = :mediaType, #bytes = :bytes,"
                      + " fingerprint = :fingerprint, textObject = :textObject,"
                      + " createdAt = :createdAt")
              .conditionExpression("attribute_not_exists(PK)")
              .expressionAttributeNames(Map.of("#bytes", Attr.BYTES))
              .expressionAttributeValues(values)
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return stored;
    } catch (ConditionalCheckFailedException e) {
      return StoredAttachment.of(e.item());
    }
  }

  /** The write that gives it to a question; it fails where the attachment was taken back. */
  public TransactWriteItem attaching(SessionKey session, AttachmentId id) {
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(table.name())
                    .key(key(session, id))
                    .updateExpression("SET attached = :now")
                    .conditionExpression("attribute_exists(textObject)")
                    .expressionAttributeValues(Map.of(":now", n(Instant.now().toEpochMilli()))))
        .build();
  }

  /**
   * Takes back the attachment that has the object, also where its item is not written yet.
   *
   * @return false where a question has it, and nothing was taken back
   */
  public boolean takeBack(SessionKey session, AttachmentId id, String object) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(key(session, id))
              .updateExpression("SET expiresAt = :until REMOVE textObject, filename, fingerprint")
              .conditionExpression(
                  "attribute_not_exists(attached)"
                      + " AND (attribute_not_exists(textObject) OR textObject = :object)")
              .expressionAttributeValues(
                  Map.of(
                      ":until", n(Instant.now().plus(KEPT_OUT).getEpochSecond()),
                      ":object", s(object)))
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return !object.equals(text(e.item(), Attr.TEXT_OBJECT));
    }
  }

  /** Removes the item of a session that is being deleted. */
  void delete(SessionKey session, AttachmentId id) {
    table.delete(key(session, id));
  }

  boolean isDeleted(SessionKey session) {
    return table
        .get(Values.key(Keys.user(session.owner()), Keys.header(session.session())))
        .containsKey(Attr.DELETING);
  }

  private static Map<String, AttributeValue> key(SessionKey session, AttachmentId id) {
    return Values.key(Keys.session(session), Keys.attachment(id));
  }
}
