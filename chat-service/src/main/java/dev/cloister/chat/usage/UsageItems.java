package dev.cloister.chat.usage;

import static dev.cloister.chat.store.Values.n;
import static dev.cloister.chat.store.Values.s;

import dev.cloister.chat.store.Attr;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.identity.Subject;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counts as items, and back. */
final class UsageItems {

  /** A day's usage is spread over so many partitions of the index, by person. */
  static final int SHARDS = 8;

  private static final String USAGE = "USAGE#";
  private static final String DAY = "day";
  private static final String MODEL_ID = "modelId";
  private static final String USE_CASE = "useCase";

  private UsageItems() {}

  static Map<String, AttributeValue> key(UsageKey key) {
    return Values.key(
        Values.user(key.user()), sort(key.day()) + "#" + key.useCase() + "#" + key.modelId());
  }

  /** What every sort key of a day begins with; text order is time order. */
  static String sort(LocalDate day) {
    return USAGE + day;
  }

  static String shard(LocalDate day, int shard) {
    return day + "#" + shard;
  }

  static String shard(LocalDate day, Subject user) {
    return shard(day, Math.floorMod(user.value().hashCode(), SHARDS));
  }

  /** The numbers to add, by attribute; without those that are 0. */
  static Map<String, Long> counts(Tally tally) {
    var counts = new LinkedHashMap<String, Long>();
    counts.put("answers", tally.answers());
    counts.put("finished", tally.finished());
    counts.put("stopped", tally.stopped());
    counts.put("blocked", tally.blocked());
    counts.put("failed", tally.failed());
    counts.put("estimatedAnswers", tally.estimatedAnswers());
    counts.put("inputTokens", tally.inputTokens());
    counts.put("outputTokens", tally.outputTokens());
    counts.put("cacheReadTokens", tally.cacheReadTokens());
    counts.put("cacheWriteTokens", tally.cacheWriteTokens());
    counts.put("estimatedTokens", tally.estimatedTokens());
    counts.values().removeIf(v -> v == 0);
    return counts;
  }

  /** What an item says besides its counts. */
  static Map<String, AttributeValue> facts(UsageKey key, long expiresAt) {
    return Map.of(
        DAY,
        s(key.day().toString()),
        MODEL_ID,
        s(key.modelId()),
        USE_CASE,
        s(key.useCase()),
        Attr.DAY_SHARD,
        s(shard(key.day(), key.user())),
        Attr.EXPIRES_AT,
        n(expiresAt));
  }

  static DayUsage usage(Map<String, AttributeValue> item) {
    return new DayUsage(
        Values.user(item.get(Attr.PK)).value(),
        item.get(DAY).s(),
        item.get(MODEL_ID).s(),
        item.get(USE_CASE).s(),
        new Tally(
            Values.number(item, "answers"),
            Values.number(item, "finished"),
            Values.number(item, "stopped"),
            Values.number(item, "blocked"),
            Values.number(item, "failed"),
            Values.number(item, "estimatedAnswers"),
            Values.number(item, "inputTokens"),
            Values.number(item, "outputTokens"),
            Values.number(item, "cacheReadTokens"),
            Values.number(item, "cacheWriteTokens"),
            Values.number(item, "estimatedTokens")));
  }
}
