package dev.cloister.history.chore;

import static dev.cloister.history.store.Values.key;
import static dev.cloister.history.store.Values.s;
import static dev.cloister.history.store.Values.text;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Table;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** What is still to be done. Spread over sixteen partitions, so that none of them grows hot. */
@ApplicationScoped
public class Chores {

  private static final List<String> PARTITIONS =
      IntStream.range(0, 16).mapToObj(i -> partition(Integer.toHexString(i))).toList();

  private static final String REMOVAL = "removal";
  private static final String INSPECTION = "inspection";
  private static final String RELEASE = "release";

  private final Table table;

  Chores(Table table) {
    this.table = table;
  }

  /** Takes the chore on. */
  public void add(Due due) {
    table.put(item(due));
  }

  /** The same as a part of a transaction. */
  public TransactWriteItem adding(Due due) {
    return TransactWriteItem.builder().put(b -> b.tableName(table.name()).item(item(due))).build();
  }

  /**
   * Up to {@code limit} of the chores that were due before the time; in each partition, oldest
   * first.
   */
  public List<Due> before(Instant time, int limit) {
    var partitions = new ArrayList<>(PARTITIONS);
    Collections.shuffle(partitions); // None of them is to be always the last.
    var found = new ArrayList<Due>();
    for (String partition : partitions) {
      if (found.size() < limit) {
        found.addAll(before(time, partition, limit - found.size()));
      }
    }
    return found;
  }

  private List<Due> before(Instant time, String partition, int limit) {
    return table
        .query(
            QueryRequest.builder()
                .keyConditionExpression("PK = :pk AND SK < :time")
                .expressionAttributeValues(
                    Map.of(":pk", s(partition), ":time", s(Due.sortKey(time))))
                .limit(limit))
        .items()
        .stream()
        .map(item -> new Due(text(item, Attr.SK), chore(item)))
        .toList();
  }

  /** The chore is done. */
  public void done(Due due) {
    table.delete(keyOf(due.id()));
  }

  /** By the id's last digit, which is random. */
  private static Map<String, AttributeValue> keyOf(String id) {
    return key(partition(id.substring(id.length() - 1)), id);
  }

  private static String partition(String digit) {
    return "CHORES#" + digit;
  }

  private static Map<String, AttributeValue> item(Due due) {
    var item = new HashMap<>(keyOf(due.id()));
    var session = due.chore().session();
    item.put(Attr.OWNER, s(session.owner().value()));
    item.put(Attr.SESSION, s(session.session().value()));
    switch (due.chore()) {
      case Chore.Removal removal -> item.put(Attr.CHORE, s(REMOVAL));
      case Chore.Inspection inspection -> {
        item.put(Attr.CHORE, s(INSPECTION));
        item.put(Attr.ATTEMPT, s(inspection.attempt().value()));
        item.put(Attr.TEXT_OBJECT, s(inspection.object()));
        item.put(Attr.LAST, AttributeValue.fromBool(inspection.last()));
      }
      case Chore.Release release -> {
        item.put(Attr.CHORE, s(RELEASE));
        item.put(Attr.ATTACHED, s(release.attachment().value()));
        item.put(Attr.TEXT_OBJECT, s(release.object()));
        item.put(Attr.LAST, AttributeValue.fromBool(release.last()));
      }
    }
    return item;
  }

  private static Chore chore(Map<String, AttributeValue> item) {
    var session =
        new SessionKey(
            new Subject(text(item, Attr.OWNER)), new SessionId(text(item, Attr.SESSION)));
    String kind = text(item, Attr.CHORE);
    return switch (kind) {
      case REMOVAL -> new Chore.Removal(session);
      case INSPECTION ->
          new Chore.Inspection(
              session,
              new MessageId(text(item, Attr.ATTEMPT)),
              text(item, Attr.TEXT_OBJECT),
              item.containsKey(Attr.LAST) && item.get(Attr.LAST).bool());
      case RELEASE ->
          new Chore.Release(
              session,
              new AttachmentId(text(item, Attr.ATTACHED)),
              text(item, Attr.TEXT_OBJECT),
              item.get(Attr.LAST).bool());
      // A newer version's, while pods are replaced: it is not to be taken for another.
      default -> throw new IllegalStateException("unknown chore: " + kind);
    };
  }
}
