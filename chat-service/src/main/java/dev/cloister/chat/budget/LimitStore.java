package dev.cloister.chat.budget;

import static dev.cloister.chat.store.Values.n;
import static dev.cloister.chat.store.Values.s;

import dev.cloister.chat.store.Attr;
import dev.cloister.chat.store.Change;
import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.identity.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The limits that administrators have set, one item for each person in one partition, and a version
 * that grows with every change so that pods need to read them only then.
 */
@ApplicationScoped
class LimitStore {

  private static final String PARTITION = "LIMITS";
  private static final Map<String, AttributeValue> VERSION = Values.key(PARTITION, "VERSION");
  private static final String PER_DAY = "tokensPerDay";
  private static final String PER_MINUTE = "tokensPerMinute";
  private static final String CONCURRENT = "concurrentAnswers";

  /** One person's own limits. */
  record Own(Subject user, Limits limits) {}

  private final Table table;

  LimitStore(Table table) {
    this.table = table;
  }

  long version() {
    return Values.number(table.get(VERSION), "version");
  }

  Optional<Limits> find(Subject user) {
    return Optional.of(table.get(key(user))).filter(i -> !i.isEmpty()).map(LimitStore::limits);
  }

  /** Every person's own limits. */
  List<Own> all() {
    var all = new ArrayList<Own>();
    Map<String, AttributeValue> from = null;
    do {
      var page = table.query(query().exclusiveStartKey(from));
      page.items().forEach(i -> all.add(new Own(Values.user(i.get(Attr.SK)), limits(i))));
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty());
    return all;
  }

  /** So many persons' own limits after this one's, by their names; from the first where null. */
  List<Own> after(Subject user, int limit) {
    var page = table.query(query().limit(limit).exclusiveStartKey(user == null ? null : key(user)));
    return page.items().stream().map(i -> new Own(Values.user(i.get(Attr.SK)), limits(i))).toList();
  }

  void put(Subject user, Limits limits) {
    var item = new HashMap<>(key(user));
    put(item, PER_DAY, limits.tokensPerDay());
    put(item, PER_MINUTE, limits.tokensPerMinute());
    put(item, CONCURRENT, limits.concurrentAnswers());
    table.put(item);
    changed();
  }

  void delete(Subject user) {
    table.delete(key(user));
    changed();
  }

  /** After the change: where this fails, the administrator is told and repeats the change. */
  private void changed() {
    table.update(new Change().add("version", n(1)).of(VERSION));
  }

  private static QueryRequest.Builder query() {
    return QueryRequest.builder()
        .keyConditionExpression("PK = :pk AND begins_with(SK, :user)")
        .expressionAttributeValues(Map.of(":pk", s(PARTITION), ":user", s(Values.USER)))
        .consistentRead(true);
  }

  private static Map<String, AttributeValue> key(Subject user) {
    return Values.key(PARTITION, Values.user(user));
  }

  private static void put(Map<String, AttributeValue> item, String name, Long value) {
    if (value != null) {
      item.put(name, n(value));
    }
  }

  private static Limits limits(Map<String, AttributeValue> item) {
    // What was set before there was a greatest must not keep pods from starting.
    Long concurrent = number(item, CONCURRENT);
    return new Limits(
        number(item, PER_DAY),
        number(item, PER_MINUTE),
        concurrent == null ? null : Math.min(concurrent, Limits.MOST_ANSWERS));
  }

  private static Long number(Map<String, AttributeValue> item, String name) {
    return item.containsKey(name) ? Values.number(item, name) : null;
  }
}
