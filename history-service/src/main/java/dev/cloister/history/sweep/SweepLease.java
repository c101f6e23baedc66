package dev.cloister.history.sweep;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Lets one pod at a time sweep. Two at a time would do no harm, only work twice. */
@ApplicationScoped
class SweepLease {

  private static final Map<String, AttributeValue> KEY = Values.key("LEASE", "SWEEP");
  private static final Duration TERM = Duration.ofMinutes(2);

  private final String pod = UUID.randomUUID().toString();
  private final Table table;

  SweepLease(Table table) {
    this.table = table;
  }

  /** Takes or renews the lease; whether it is this pod's now. */
  boolean take() {
    return holdUntil(Instant.now().plus(TERM));
  }

  /** Lets another pod have it. */
  void giveBack() {
    holdUntil(Instant.EPOCH);
  }

  private boolean holdUntil(Instant until) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(KEY)
              .updateExpression("SET holder = :pod, heldUntil = :until")
              .conditionExpression("attribute_not_exists(PK) OR holder = :pod OR heldUntil < :now")
              .expressionAttributeValues(
                  Map.of(
                      ":pod", s(pod),
                      ":until", n(until.toEpochMilli()),
                      ":now", n(Instant.now().toEpochMilli()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
