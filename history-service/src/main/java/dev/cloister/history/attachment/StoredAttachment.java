package dev.cloister.history.attachment;

import static dev.cloister.history.store.Values.s;
import static dev.cloister.history.store.Values.text;

import dev.cloister.history.store.Attr;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An attachment as its item has it.
 *
 * @param fingerprint SHA-256 of its content, in hex
 * @param object the object that holds its content, or null where it was taken back
 */
record StoredAttachment(Attachment attachment, String fingerprint, String object) {

  static StoredAttachment of(Attachment attachment, byte[] body, String object) {
    return new StoredAttachment(attachment, sha256(body), object);
  }

  /** The attachment of an item; null for the part of one that was kept out before it came. */
  static StoredAttachment of(Map<String, AttributeValue> item) {
    return new StoredAttachment(
        item.containsKey(Attr.ID) ? AttachmentItems.attachment(item) : null,
        text(item, Attr.FINGERPRINT),
        text(item, Attr.TEXT_OBJECT));
  }

  Map<String, AttributeValue> attributes() {
    var attributes = new HashMap<>(AttachmentItems.attributes(attachment));
    attributes.put(Attr.FINGERPRINT, s(fingerprint));
    attributes.put(Attr.TEXT_OBJECT, s(object));
    return attributes;
  }

  boolean isThere() {
    return object != null;
  }

  /** Whether it is the same file under the same name. */
  boolean isSameAs(StoredAttachment other) {
    return isThere()
        && attachment.equals(other.attachment)
        && fingerprint.equals(other.fingerprint);
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
