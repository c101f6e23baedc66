package dev.cloister.history.message;

import static dev.cloister.history.store.Values.n;

import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Attempts to begin turns, by the items that say where their answers lie. */
@ApplicationScoped
public class Attempts {

  private final Table table;
  private final Duration remembered;

  Attempts(Table table, HistoryConfig config) {
    this.table = table;
    this.remembered = config.idempotencyRetention();
  }

  /**
   * Says where the attempt's answer lies. An attempt that has no place yet gets none from now on:
   * its transaction would fail on the item that is put there.
   *
   * @return the answer's sequence; empty where the attempt has no answer and never will
   */
  public Optional<Long> keepOut(SessionKey session, MessageId attempt) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(Values.key(Keys.session(session), Keys.answer(attempt)))
              .updateExpression("SET expiresAt = :until")
              .conditionExpression("attribute_not_exists(PK)")
              .expressionAttributeValues(
                  Map.of(":until", n(Instant.now().plus(remembered).getEpochSecond())))
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.ofNullable(Values.number(e.item(), Attr.SEQUENCE));
    }
  }
}
