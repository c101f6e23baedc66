package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.store.Attr;
import dev.cloister.history.store.Values;
import dev.cloister.history.turn.TurnOutcome.Replayed;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What was read before a turn is written.
 *
 * @param header the session's header, or null for a new session
 * @param answer the item of this attempt, or null where it is new
 * @param idempotency the item of this call's key, or null where there is none
 */
record SessionState(
    Map<String, AttributeValue> header,
    Map<String, AttributeValue> answer,
    Map<String, AttributeValue> idempotency) {

  /** The newest message's sequence, 0 for a new session; 404 where it is being deleted. */
  long sequence() {
    if (header == null) {
      return 0;
    }
    if (header.containsKey(Attr.DELETING)) {
      throw Problem.notFound("session").asException();
    }
    return Values.number(header, Attr.SEQUENCE);
  }

  /** Where an earlier try of this attempt has put its answer; 409 where it was abandoned. */
  Optional<Long> ownAnswer(MessageId question) {
    if (answer == null) {
      return Optional.empty();
    }
    if (!answer.containsKey(Attr.SEQUENCE)) {
      throw abandoned();
    }
    if (!question.value().equals(Values.text(answer, Attr.USER_MESSAGE_ID))) {
      throw Problem.of(ProblemType.CONFLICT, "The answerId is another turn's; choose a new one.")
          .asException();
    }
    return Optional.of(Values.number(answer, Attr.SEQUENCE));
  }

  /** What an attempt is told that comes after its own abandonment. */
  static ProblemException abandoned() {
    return Problem.of(ProblemType.CONFLICT, "This attempt was abandoned; make another.")
        .asException();
  }

  /** The key's first call, unless the key's time is over. */
  Optional<FirstCall> firstCall(Instant now) {
    // The sweep of expired items may be days late.
    return Optional.ofNullable(idempotency)
        .filter(item -> Values.number(item, Attr.EXPIRES_AT) > now.getEpochSecond())
        .map(FirstCall::of);
  }

  /** What an idempotency key was first used for. */
  record FirstCall(
      MessageId answer, MessageId question, String modelId, long sequence, String fingerprint) {

    private static FirstCall of(Map<String, AttributeValue> item) {
      return new FirstCall(
          new MessageId(Values.text(item, Attr.ANSWER_ID)),
          new MessageId(Values.text(item, Attr.USER_MESSAGE_ID)),
          Values.text(item, Attr.MODEL_ID),
          Values.number(item, Attr.SEQUENCE),
          Values.text(item, Attr.FINGERPRINT));
    }

    /** What a repeat is told, given the answer as it is now; empty where that is gone. */
    Replayed replayed(Optional<Message.Answer> now) {
      return new Replayed(
          answer,
          question,
          now.map(Message.Answer::modelId).orElse(modelId),
          now.map(Message.Answer::status).orElse(AnswerStatus.INTERRUPTED));
    }

    /** This call, where it was for the same; 409 where the key was used for something else. */
    FirstCall as(String wanted) {
      if (!Objects.equals(fingerprint, wanted)) {
        throw Problem.of(
                ProblemType.IDEMPOTENCY_CONFLICT,
                "The Idempotency-Key was used with another request; choose a new one.")
            .asException();
      }
      return this;
    }
  }
}
