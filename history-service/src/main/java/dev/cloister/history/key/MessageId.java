package dev.cloister.history.key;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a message; an answer's id is its message's id.
 *
 * @param value a UUID in lower case
 */
public record MessageId(@JsonValue String value) {

  /** Accepts a UUID in any case; anything else is a 400 that names {@code answerId}. */
  public MessageId(String value) {
    this.value = Uuids.lower("answerId", value);
  }

  /** Reads an id that arrived under another name, so that a refusal names that one. */
  public static MessageId named(String field, String value) {
    return new MessageId(Uuids.lower(field, value));
  }

  @Override
  public String toString() {
    return value;
  }
}
