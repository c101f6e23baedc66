package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.content.Limits;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.MessageId;
import java.util.List;
import java.util.Set;

/**
 * A question that is about to be answered.
 *
 * @param answerId the answer's id, chosen by the caller for this attempt; a repeat with it finds
 *     its own turn
 * @param userMessageId the question's id, chosen by the caller
 * @param modelId the model that will answer
 * @param text the question
 * @param idempotencyKey the person's Idempotency-Key, or null
 * @param fingerprint what the key stands for, or null
 * @param attachments ids of what is attached to the question, or null
 * @param contextBytes how many UTF-8 bytes of the conversation before are wanted at most
 */
record TurnRequest(
    String answerId,
    String userMessageId,
    String modelId,
    String text,
    String idempotencyKey,
    String fingerprint,
    List<String> attachments,
    Integer contextBytes) {

  private static final int MAX_CONTEXT = 16 * 1024 * 1024;

  TurnRequest {
    MessageId.named("answerId", answerId);
    MessageId.named("userMessageId", userMessageId);
    if (userMessageId.equalsIgnoreCase(answerId)) {
      throw Problem.invalid("userMessageId", "must differ from answerId").asException();
    }
    if (modelId == null || modelId.isBlank() || modelId.length() > 2048) {
      throw Problem.invalid("modelId", "must be 1 to 2048 characters").asException();
    }
    Limits.question(text);
    if (idempotencyKey != null && !idempotencyKey.matches("[\\x20-\\x7e]{1,255}")) {
      throw Problem.invalid("idempotencyKey", "must be 1 to 255 printable ASCII characters")
          .asException();
    }
    if (fingerprint != null && fingerprint.length() > 256) {
      throw Problem.invalid("fingerprint", "must be at most 256 characters").asException();
    }
    attachments = attachments == null ? List.of() : List.copyOf(attachments);
    if (attachments.size() > Attachment.MOST_OF_A_QUESTION
        || Set.copyOf(attachments).size() < attachments.size()) {
      throw Problem.invalid(
              "attachments",
              "must be at most " + Attachment.MOST_OF_A_QUESTION + " ids, each of them once")
          .asException();
    }
    attachments.forEach(id -> AttachmentId.named("attachments", id));
    if (contextBytes == null || contextBytes < 0 || contextBytes > MAX_CONTEXT) {
      throw Problem.invalid("contextBytes", "must be a whole number from 0 to " + MAX_CONTEXT)
          .asException();
    }
  }

  List<AttachmentId> attached() {
    return attachments.stream().map(AttachmentId::new).toList();
  }

  MessageId answer() {
    return new MessageId(answerId);
  }

  MessageId question() {
    return new MessageId(userMessageId);
  }

  @Override
  public String toString() {
    return "TurnRequest[answerId=" + answerId + "]";
  }
}
