package dev.cloister.history.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.Usage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A message as its owner reads it.
 *
 * @param id its id
 * @param role user or assistant
 * @param content what it says
 * @param parts null for what a person asked, else an array
 * @param metadata null for what a person asked
 */
@RegisterForReflection
record MessageView(
    MessageId id, String role, String content, List<Object> parts, Metadata metadata) {

  /** What is known of an answer; absent where it is not known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Metadata(
      String modelId,
      AnswerStatus status,
      String stopReason,
      Usage usage,
      Long timeToFirstTokenMs,
      Long responseTimeMs,
      String problemType) {}

  static MessageView of(Message message, String text) {
    return switch (message) {
      case Message.Question question -> new MessageView(question.id(), "user", text, null, null);
      case Message.Answer answer ->
          new MessageView(answer.id(), "assistant", text, List.of(), metadata(answer));
    };
  }

  private static Metadata metadata(Message.Answer answer) {
    var facts = answer.facts();
    return new Metadata(
        answer.modelId(),
        answer.status(),
        facts.stopReason(),
        facts.usage(),
        facts.timeToFirstTokenMs(),
        facts.responseTimeMs(),
        facts.problemType());
  }

  @Override
  public String toString() {
    return "MessageView[id=" + id + ", role=" + role + "]";
  }
}
