package dev.cloister.history.sweep;

import static dev.cloister.history.store.Values.n;
import static dev.cloister.history.store.Values.s;

import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Table;
import dev.cloister.history.store.Values;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Ends answers that have been without a lease for so long that nobody writes them any more. */
@ApplicationScoped
class DeadAnswers {

  private final Table table;
  private final Duration age;

  DeadAnswers(Table table, HistoryConfig config) {
    this.table = table;
    this.age = config.sweep().age();
  }

  /**
   * Whether nothing changes what the answer says from now on: it had ended when it was read, or it
   * ends here, just as it was read. A writer that was only paused is refused then.
   */
  boolean isOver(SessionKey session, Message.Answer answer) {
    return switch (answer.stored()) {
      case STREAMING ->
          answer.leaseUntil().plus(age).isBefore(Instant.now()) && end(session, answer);
      // Begun again, it would be written by another; whoever gave it up had stored nothing for it.
      case ABANDONED, FINISHED, STOPPED, BLOCKED, FAILED, INTERRUPTED -> true;
    };
  }

  private boolean end(SessionKey session, Message.Answer answer) {
    try {
      table.update(
          UpdateItemRequest.builder()
              .key(Values.key(Keys.session(session), Keys.message(answer.sequence())))
              .updateExpression("SET #status = :interrupted")
              .conditionExpression(
                  "id = :id AND #status = :streaming AND #revision = :revision"
                      + " AND leaseUntil = :lease")
              .expressionAttributeNames(Map.of("#status", Attr.STATUS, "#revision", Attr.REVISION))
              .expressionAttributeValues(
                  Map.of(
                      ":id", s(answer.id().value()),
                      ":streaming", s(AnswerStatus.STREAMING.text()),
                      ":interrupted", s(AnswerStatus.INTERRUPTED.text()),
                      ":revision", n(answer.revision()),
                      ":lease", n(answer.leaseUntil().toEpochMilli()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false; // Somebody does write it.
    }
  }
}
