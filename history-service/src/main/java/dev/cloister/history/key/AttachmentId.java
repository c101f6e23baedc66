package dev.cloister.history.key;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of an attachment, chosen by who sends it.
 *
 * @param value a UUID in lower case
 */
public record AttachmentId(@JsonValue String value) {

  /** Accepts a UUID in any case; anything else is a 400 that names {@code attachmentId}. */
  public AttachmentId(String value) {
    this.value = Uuids.lower("attachmentId", value);
  }

  /** Reads an id that arrived under another name, so that a refusal names that one. */
  public static AttachmentId named(String field, String value) {
    return new AttachmentId(Uuids.lower(field, value));
  }

  @Override
  public String toString() {
    return value;
  }
}
