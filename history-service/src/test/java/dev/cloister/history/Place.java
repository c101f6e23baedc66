package dev.cloister.history;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Values;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A session as the table and the bucket have it, whatever stands before them meanwhile. */
public final class Place {

  private static final HistoryConfig DEFAULTS = Settings.of(Map.of());

  private final SessionKey key;
  private final DynamoDbClient dynamo = Stores.dynamo().build();
  private final S3Client s3 = Stores.s3().build();
  private final String table = DEFAULTS.table();
  private final String bucket = DEFAULTS.bucket();

  public Place(Api person, String session) {
    this.key = new SessionKey(new Subject(person.subject()), new SessionId(session));
  }

  public SessionKey key() {
    return key;
  }

  /** The items of its partition. */
  public List<Map<String, AttributeValue>> items() {
    return dynamo
        .queryPaginator(
            b ->
                b.tableName(table)
                    .keyConditionExpression("PK = :pk")
                    .consistentRead(true)
                    .expressionAttributeValues(Map.of(":pk", Values.s(Keys.session(key)))))
        .items()
        .stream()
        .toList();
  }

  /** The names of its objects. */
  public TreeSet<String> objects() {
    var objects = new TreeSet<String>();
    s3.listObjectsV2Paginator(b -> b.bucket(bucket).prefix(Keys.objects(key))).contents().stream()
        .map(S3Object::key)
        .forEach(objects::add);
    return objects;
  }

  /** The names of the objects that its items point to. */
  public TreeSet<String> pointers() {
    var pointers = new TreeSet<String>();
    items().stream()
        .map(item -> Values.text(item, Attr.TEXT_OBJECT))
        .filter(object -> object != null)
        .forEach(pointers::add);
    return pointers;
  }

  /** Its header, or an empty map. */
  public Map<String, AttributeValue> header() {
    return dynamo.getItem(b -> b.tableName(table).key(headerKey()).consistentRead(true)).item();
  }

  /** Its streaming answers are as if their pods had died long ago. */
  public void letGo() {
    for (var item : items()) {
      if (item.containsKey(Attr.LEASE_UNTIL)) {
        dynamo.updateItem(
            b ->
                b.tableName(table)
                    .key(Map.of(Attr.PK, item.get(Attr.PK), Attr.SK, item.get(Attr.SK)))
                    .updateExpression("SET leaseUntil = :then")
                    .expressionAttributeValues(Map.of(":then", Values.n(1))));
      }
    }
  }

  private Map<String, AttributeValue> headerKey() {
    return Values.key(Keys.user(key.owner()), Keys.header(key.session()));
  }
}
