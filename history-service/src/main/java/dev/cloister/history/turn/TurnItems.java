package dev.cloister.history.turn;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.attachment.AttachmentStore;
import dev.cloister.history.content.Content;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Facts;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageItems;
import dev.cloister.history.session.SessionStore;
import dev.cloister.history.session.TitleSource;
import dev.cloister.history.session.Titles;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import dev.cloister.history.turn.Questions.Asked;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A turn as the writes of one transaction. */
@ApplicationScoped
class TurnItems {

  private static final Facts NONE_YET = new Facts(null, null, null, null, null);

  private final AttachmentStore attachments;
  private final String table;
  private final Duration lease;
  private final Duration retention;

  TurnItems(AttachmentStore attachments, Table table, HistoryConfig config) {
    this.attachments = attachments;
    this.table = table.name();
    this.lease = config.answerLease();
    this.retention = config.idempotencyRetention();
  }

  /** The writes that put the turn after the sequence, if that is still the newest. */
  List<TransactWriteItem> writes(
      SessionKey session, TurnRequest request, Asked asking, long sequence, Instant now) {
    long place = sequence + 1;
    var asked =
        new Message.Question(place, request.question(), asking.content(), asking.attachments());
    var answer =
        new Message.Answer(
            place + 1,
            request.answer(),
            new Content.Inline("", 0),
            request.question(),
            request.modelId(),
            AnswerStatus.STREAMING,
            0,
            request.answer(),
            now.plus(lease),
            NONE_YET);
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(header(session, Titles.first(request.text()), sequence, now));
    writes.add(create(MessageItems.item(session, asked, now)));
    writes.add(create(MessageItems.item(session, answer, now)));
    writes.add(pointer(session, request, answer.sequence()));
    if (request.idempotencyKey() != null) {
      writes.add(remember(session, request, answer.sequence(), now));
    }
    for (Attachment attachment : asking.attachments()) {
      writes.add(attachments.attaching(session, attachment.id()));
    }
    return writes;
  }

  private TransactWriteItem header(SessionKey session, String title, long sequence, Instant now) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":next", n(sequence + 2));
    values.put(":now", n(now.toEpochMilli()));
    values.put(":title", s(title));
    values.put(":first", s(TitleSource.FIRST.text()));
    if (sequence > 0) {
      values.put(":expected", n(sequence));
    }
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(table)
                    .key(SessionStore.headerKey(session))
                    .updateExpression(
                        "SET #sequence = :next, updatedAt = :now,"
                            + " createdAt = if_not_exists(createdAt, :now),"
                            + " title = if_not_exists(title, :title),"
                            + " titleSource = if_not_exists(titleSource, :first)")
                    .conditionExpression(
                        sequence == 0
                            ? "attribute_not_exists(PK)"
                            : "#sequence = :expected AND attribute_not_exists(deleting)")
                    .expressionAttributeNames(Map.of("#sequence", Attr.SEQUENCE))
                    .expressionAttributeValues(values))
        .build();
  }

  /** The writes that give an abandoned turn to another attempt, if it is still abandoned. */
  List<TransactWriteItem> again(
      SessionKey session, TurnRequest request, Message.Answer abandoned, Instant now) {
    return List.of(
        touch(session, now),
        take(session, request, abandoned, now),
        pointer(session, request, abandoned.sequence()));
  }

  private TransactWriteItem touch(SessionKey session, Instant now) {
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(table)
                    .key(SessionStore.headerKey(session))
                    .updateExpression("SET updatedAt = :now")
                    .conditionExpression("attribute_exists(PK) AND attribute_not_exists(deleting)")
                    .expressionAttributeValues(Map.of(":now", n(now.toEpochMilli()))))
        .build();
  }

  private TransactWriteItem take(
      SessionKey session, TurnRequest request, Message.Answer abandoned, Instant now) {
    return TransactWriteItem.builder()
        .update(
            b ->
                b.tableName(table)
                    .key(Values.key(Keys.session(session), Keys.message(abandoned.sequence())))
                    .updateExpression(
                        "SET #status = :streaming, attempt = :attempt, modelId = :model,"
                            + " leaseUntil = :lease")
                    .conditionExpression("id = :answer AND #status = :abandoned")
                    .expressionAttributeNames(Map.of("#status", Attr.STATUS))
                    .expressionAttributeValues(
                        Map.of(
                            ":answer", s(abandoned.id().value()),
                            ":abandoned", s(AnswerStatus.ABANDONED.text()),
                            ":streaming", s(AnswerStatus.STREAMING.text()),
                            ":attempt", s(request.answer().value()),
                            ":model", s(request.modelId()),
                            ":lease", n(now.plus(lease).toEpochMilli()))))
        .build();
  }

  /** Where the attempt finds its turn; also keeps out an attempt that was abandoned before. */
  private TransactWriteItem pointer(SessionKey session, TurnRequest request, long sequence) {
    var item = new HashMap<>(Values.key(Keys.session(session), Keys.answer(request.answer())));
    item.put(Attr.SEQUENCE, n(sequence));
    item.put(Attr.USER_MESSAGE_ID, s(request.question().value()));
    return create(item);
  }

  private TransactWriteItem create(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(b -> b.tableName(table).item(item).conditionExpression("attribute_not_exists(PK)"))
        .build();
  }

  private TransactWriteItem remember(
      SessionKey session, TurnRequest request, long sequence, Instant now) {
    var item =
        new HashMap<>(
            Values.key(Keys.session(session), Keys.idempotency(request.idempotencyKey())));
    item.put(Attr.ANSWER_ID, s(request.answer().value()));
    item.put(Attr.USER_MESSAGE_ID, s(request.question().value()));
    item.put(Attr.MODEL_ID, s(request.modelId()));
    item.put(Attr.SEQUENCE, n(sequence));
    item.put(Attr.EXPIRES_AT, n(now.plus(retention).getEpochSecond()));
    if (request.fingerprint() != null) {
      item.put(Attr.FINGERPRINT, s(request.fingerprint()));
    }
    return TransactWriteItem.builder()
        .put(
            b ->
                b.tableName(table)
                    .item(item)
                    .conditionExpression("attribute_not_exists(PK) OR expiresAt <= :now")
                    .expressionAttributeValues(Map.of(":now", n(now.getEpochSecond()))))
        .build();
  }
}
