package dev.cloister.chat.budget;

import dev.cloister.chat.store.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One person's budget as it is stored: a count for each window, the set of running answers, and an
 * attribute for each reservation.
 */
record BudgetItem(Map<String, AttributeValue> attributes) {

  static final String RUNNING = "running";
  static final String TOKENS = "tokens";
  static final String UNTIL = "until";

  private static final String HELD = "held#";

  /**
   * A reservation as it is stored.
   *
   * @param until when it lapses, epoch seconds
   */
  record Held(String id, long until) {
    String attribute() {
      return HELD + id;
    }
  }

  static String held(UUID id) {
    return HELD + id;
  }

  boolean holds(UUID id) {
    return attributes.containsKey(held(id));
  }

  /** How many tokens a reservation holds; 0 where it is not there. */
  long tokensHeld(UUID id) {
    return holds(id) ? Values.number(attributes.get(held(id)).m(), TOKENS) : 0;
  }

  long tokensOfDay(Windows windows) {
    return Values.number(attributes, windows.dayCount());
  }

  long tokensOfMinute(Windows windows) {
    return Values.number(attributes, windows.minuteCount());
  }

  /** Answers that are being made, those whose pod has died included until they are swept. */
  long running() {
    AttributeValue running = attributes.get(RUNNING);
    return running == null ? 0 : running.ss().size();
  }

  /** The running answers whose reservation has not lapsed. */
  long running(Instant now) {
    AttributeValue running = attributes.get(RUNNING);
    if (running == null) {
      return 0;
    }
    return running.ss().size()
        - lapsed(now).stream().filter(h -> running.ss().contains(h.id())).count();
  }

  /** Reservations that nobody has renewed in time. */
  List<Held> lapsed(Instant now) {
    return attributes.entrySet().stream()
        .filter(e -> e.getKey().startsWith(HELD))
        .map(
            e ->
                new Held(
                    e.getKey().substring(HELD.length()), Values.number(e.getValue().m(), UNTIL)))
        .filter(h -> h.until() < now.getEpochSecond())
        .toList();
  }

  /** The counts of windows that are long past. */
  List<String> pastCounts(Windows now) {
    return attributes.keySet().stream().filter(now::isPast).toList();
  }
}
