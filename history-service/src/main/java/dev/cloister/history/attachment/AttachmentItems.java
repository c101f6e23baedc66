package dev.cloister.history.attachment;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.number;
import static dev.cloister.history.store.Values.s;
import static dev.cloister.history.store.Values.text;

import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.store.Attr;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attachments as attributes, and back. */
public final class AttachmentItems {

  private AttachmentItems() {}

  /** What an item says of an attachment, be it its own or that of the question that has it. */
  static Map<String, AttributeValue> attributes(Attachment attachment) {
    return Map.of(
        Attr.ID, s(attachment.id().value()),
        Attr.FILENAME, s(attachment.filename()),
        Attr.MEDIA_TYPE, s(attachment.mediaType()),
        Attr.BYTES, n(attachment.bytes()));
  }

  static Attachment attachment(Map<String, AttributeValue> attributes) {
    return new Attachment(
        new AttachmentId(text(attributes, Attr.ID)),
        text(attributes, Attr.FILENAME),
        text(attributes, Attr.MEDIA_TYPE),
        number(attributes, Attr.BYTES));
  }

  /** The attributes of a question that has these. */
  public static Map<String, AttributeValue> ofQuestion(List<Attachment> attachments) {
    return attachments.isEmpty()
        ? Map.of()
        : Map.of(
            Attr.ATTACHMENTS,
            AttributeValue.fromL(
                attachments.stream()
                    .map(attachment -> AttributeValue.fromM(attributes(attachment)))
                    .toList()));
  }

  /** What the question of an item has. */
  public static List<Attachment> ofQuestion(Map<String, AttributeValue> item) {
    AttributeValue attachments = item.get(Attr.ATTACHMENTS);
    return attachments == null
        ? List.of()
        : attachments.l().stream().map(each -> attachment(each.m())).toList();
  }
}
