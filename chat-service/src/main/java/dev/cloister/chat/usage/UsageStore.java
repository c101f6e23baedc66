package dev.cloister.chat.usage;

import static dev.cloister.chat.store.Values.s;

import dev.cloister.chat.store.Attr;
import dev.cloister.chat.store.Change;
import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.UsageTableConfig;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.identity.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * One item for each {@link UsageKey}, in its person's partition. A day's list over everybody is
 * read from an index whose partitions are the day's shards, so that no partition takes all writes.
 */
@ApplicationScoped
class UsageStore {

  private final Table table;
  private final Clock clock;
  private final Period retention;

  UsageStore(Table table, UsageTableConfig config, Clock clock) {
    this.table = table;
    this.clock = clock;
    this.retention = Period.ofDays(Math.toIntExact(config.retention().toDays()));
  }

  /** Adds to what is there, exactly once for each token. */
  void add(UsageKey key, Tally tally, String token) {
    var change = new Change();
    UsageItems.counts(tally).forEach((name, count) -> change.add(name, Values.n(count)));
    long expiresAt =
        key.day().plusDays(1).plus(retention).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    UsageItems.facts(key, expiresAt).forEach((name, value) -> change.set(value, name));
    table.updateOnce(token, change.of(UsageItems.key(key)));
  }

  /** The oldest day that is still shown, whether or not older ones have been removed yet. */
  LocalDate oldest() {
    return LocalDate.now(clock).minus(retention);
  }

  /** A person's usage in a range of days, the oldest first. */
  List<DayUsage> of(Subject user, LocalDate from, LocalDate to) {
    var usage = new ArrayList<DayUsage>();
    Map<String, AttributeValue> start = null;
    do {
      var page =
          table.query(
              QueryRequest.builder()
                  .keyConditionExpression("PK = :pk AND SK BETWEEN :from AND :to")
                  .expressionAttributeValues(
                      Map.of(
                          ":pk",
                          s(Values.user(user)),
                          ":from",
                          s(UsageItems.sort(from)),
                          ":to",
                          s(UsageItems.sort(to.plusDays(1)))))
                  .consistentRead(true)
                  .exclusiveStartKey(start));
      page.items().forEach(i -> usage.add(UsageItems.usage(i)));
      start = page.lastEvaluatedKey();
    } while (!start.isEmpty());
    return usage;
  }

  /** Up to {@code limit} entries of a day after a place, shard by shard. */
  List<Placed> onDay(LocalDate day, Place after, int limit) {
    var found = new ArrayList<Placed>();
    for (int shard = after.shard(); shard < UsageItems.SHARDS; shard++) {
      var start = shard == after.shard() ? after.key(day) : null;
      do {
        var page = shard(day, shard, start, limit - found.size());
        for (var item : page.items()) {
          found.add(new Placed(UsageItems.usage(item), Place.of(shard, item)));
        }
        start = page.lastEvaluatedKey();
      } while (!start.isEmpty() && found.size() < limit);
      if (found.size() == limit) {
        return found;
      }
    }
    return found;
  }

  private QueryResponse shard(
      LocalDate day, int shard, Map<String, AttributeValue> start, int limit) {
    return table.query(
        QueryRequest.builder()
            .indexName(Attr.BY_DAY)
            .keyConditionExpression("dayShard = :shard")
            .expressionAttributeValues(Map.of(":shard", s(UsageItems.shard(day, shard))))
            .limit(limit)
            .exclusiveStartKey(start));
  }

  /** An entry, and where it stands in its day's list. */
  record Placed(DayUsage usage, Place place) {}

  /**
   * A place in a day's list.
   *
   * @param partition the last entry's, or null before the first
   * @param sort the last entry's, or null before the first
   */
  record Place(int shard, String partition, String sort) {

    static final Place FIRST = new Place(0, null, null);

    private static final String SEPARATOR = "\n"; // No key holds control characters.

    static Place of(int shard, Map<String, AttributeValue> item) {
      return new Place(shard, item.get(Attr.PK).s(), item.get(Attr.SK).s());
    }

    static Place read(String position) {
      String[] parts = position.split(SEPARATOR, 3);
      return new Place(Integer.parseInt(parts[0]), parts[1], parts[2]);
    }

    String position() {
      return shard + SEPARATOR + partition + SEPARATOR + sort;
    }

    Map<String, AttributeValue> key(LocalDate day) {
      return partition == null
          ? null
          : Map.of(
              Attr.PK,
              s(partition),
              Attr.SK,
              s(sort),
              Attr.DAY_SHARD,
              s(UsageItems.shard(day, shard)));
    }
  }
}
