package dev.cloister.history.turn;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.history.key.Keys;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Attempts;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Lets go of the turn of an attempt whose caller has given up before it asked a model. An attempt
 * that has not arrived is kept out from then on; one whose turn another has taken changes nothing.
 */
@ApplicationScoped
class Abandonment {

  private final Table table;
  private final Attempts attempts;

  Abandonment(Table table, Attempts attempts) {
    this.table = table;
    this.attempts = attempts;
  }

  void abandon(SessionKey session, MessageId attempt) {
    attempts.keepOut(session, attempt).ifPresent(sequence -> release(session, sequence, attempt));
  }

  private void release(SessionKey session, long sequence, MessageId attempt) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(Values.key(Keys.session(session), Keys.message(sequence)))
              .updateExpression("SET #status = :abandoned")
              .conditionExpression(
                  "attempt = :attempt AND #status = :streaming AND #revision = :none")
              .expressionAttributeNames(Map.of("#status", Attr.STATUS, "#revision", Attr.REVISION))
              .expressionAttributeValues(
                  Map.of(
                      ":attempt", s(attempt.value()),
                      ":streaming", s(AnswerStatus.STREAMING.text()),
                      ":abandoned", s(AnswerStatus.ABANDONED.text()),
                      ":none", n(0))));
    } catch (ConditionalCheckFailedException e) {
      // Abandoned already, or another attempt's by now, or gone with its session.
    }
  }
}
