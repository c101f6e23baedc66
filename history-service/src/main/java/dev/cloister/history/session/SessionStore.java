package dev.cloister.history.session;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Reads and renames sessions. Being in the index means being alive: deletion leaves it first. */
@ApplicationScoped
public class SessionStore {

  private final Table table;

  SessionStore(Table table) {
    this.table = table;
  }

  /** The key of a session's header. */
  public static Map<String, AttributeValue> headerKey(SessionKey session) {
    return Values.key(Keys.user(session.owner()), Keys.header(session.session()));
  }

  /** The session, unless it is unknown or being deleted. */
  public Optional<SessionHeader> find(SessionKey session) {
    return Optional.of(table.get(headerKey(session)))
        .filter(SessionHeader::isLive)
        .map(SessionHeader::of);
  }

  /** Up to {@code limit} of the owner's sessions after the one given, newest first. */
  List<SessionHeader> after(Subject owner, Cursor cursor, int limit) {
    var sessions = new ArrayList<SessionHeader>();
    Map<String, AttributeValue> from = cursor == null ? null : start(owner, cursor);
    do {
      var page =
          table.query(
              QueryRequest.builder()
                  .indexName(Attr.BY_UPDATED)
                  .keyConditionExpression("PK = :pk")
                  .expressionAttributeValues(Map.of(":pk", s(Keys.user(owner))))
                  .scanIndexForward(false)
                  .exclusiveStartKey(from)
                  .limit(limit - sessions.size()));
      page.items().forEach(item -> sessions.add(SessionHeader.of(item)));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty() && sessions.size() < limit);
    return sessions;
  }

  /** Gives the session a title, unless a person's stands against a machine's. */
  Optional<SessionHeader> rename(SessionKey session, String title, TitleSource source) {
    var values = new HashMap<String, AttributeValue>();
    values.put(":title", s(title));
    values.put(":source", s(source.text()));
    String condition = "attribute_exists(PK) AND attribute_not_exists(deleting)";
    if (source != TitleSource.USER) {
      values.put(":user", s(TitleSource.USER.text()));
      condition += " AND titleSource <> :user";
    }
    try {
      var response =
          table.update(
              UpdateItemRequest.builder()
                  .key(headerKey(session))
                  .updateExpression("SET title = :title, titleSource = :source")
                  .conditionExpression(condition)
                  .expressionAttributeValues(values)
                  .returnValues(ReturnValue.ALL_NEW));
      return Optional.of(SessionHeader.of(response.attributes()));
    } catch (ConditionalCheckFailedException e) {
      return Optional.empty();
    }
  }

  private static Map<String, AttributeValue> start(Subject owner, Cursor cursor) {
    var start = new HashMap<>(headerKey(new SessionKey(owner, cursor.session())));
    start.put(Attr.UPDATED_AT, n(cursor.updatedAt()));
    return start;
  }

  /**
   * A place in the list.
   *
   * @param updatedAt the last session's, epoch ms
   * @param session the last session
   */
  record Cursor(long updatedAt, SessionId session) {

    static Cursor after(SessionHeader header) {
      return new Cursor(header.updatedAt().toEpochMilli(), header.id());
    }

    static Cursor read(String position) {
      String[] parts = position.split("#", 2);
      return new Cursor(Long.parseLong(parts[0]), new SessionId(parts[1]));
    }

    String position() {
      return updatedAt + "#" + session.value();
    }
  }
}
