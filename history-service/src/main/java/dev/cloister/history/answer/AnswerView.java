package dev.cloister.history.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.Usage;

/** A stored answer as chat-service reads it; what is not known is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnswerView(
    MessageId answerId,
    MessageId userMessageId,
    String modelId,
    AnswerStatus status,
    String text,
    String stopReason,
    Usage usage,
    Long timeToFirstTokenMs,
    Long responseTimeMs,
    String problemType) {

  static AnswerView of(Message.Answer answer, String text) {
    var facts = answer.facts();
    return new AnswerView(
        answer.id(),
        answer.questionId(),
        answer.modelId(),
        answer.stored() == AnswerStatus.ABANDONED ? answer.stored() : answer.status(),
        text,
        facts.stopReason(),
        facts.usage(),
        facts.timeToFirstTokenMs(),
        facts.responseTimeMs(),
        facts.problemType());
  }

  @Override
  public String toString() {
    return "AnswerView[answerId=" + answerId + ", status=" + status + "]";
  }
}
