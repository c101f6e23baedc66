package dev.cloister.history.key;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The id of a session.
 *
 * @param value a UUID in lower case
 */
public record SessionId(@JsonValue String value) {

  /** Accepts a UUID in any case; anything else is a 400 that names {@code sessionId}. */
  public SessionId {
    value = Uuids.lower("sessionId", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
