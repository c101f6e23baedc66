package dev.cloister.history.session;

import static dev.cloister.history.store.Values.number;
import static dev.cloister.history.store.Values.text;

import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.store.Attr;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is kept of a session beside its messages.
 *
 * @param id which session
 * @param title what it is called
 * @param updatedAt when it last got a turn
 * @param sequence its newest message's
 */
public record SessionHeader(SessionId id, String title, Instant updatedAt, long sequence) {

  static final String UNTITLED = "<no_title>";

  /** Whether the item is a header, and not of a session that is being deleted. */
  public static boolean isLive(Map<String, AttributeValue> item) {
    return item != null && item.containsKey(Attr.SEQUENCE) && !item.containsKey(Attr.DELETING);
  }

  /** The header of a live session's item. */
  public static SessionHeader of(Map<String, AttributeValue> item) {
    String title = text(item, Attr.TITLE);
    return new SessionHeader(
        new SessionId(text(item, Attr.SK).substring(Keys.SESSION.length())),
        title == null ? UNTITLED : title,
        Instant.ofEpochMilli(number(item, Attr.UPDATED_AT)),
        number(item, Attr.SEQUENCE));
  }

  SessionSummary summary() {
    return new SessionSummary(id, title, updatedAt.getEpochSecond());
  }
}
