package dev.cloister.chat.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * A question to be stored together with the place for its answer.
 *
 * @param answerId names this attempt, and the answer and its message if it is the first with its
 *     key
 * @param idempotencyKey the caller's key, or null
 * @param fingerprint what the key stands for: a hash of the request, or null
 * @param attachments ids of the question's files; left out where there are none
 * @param contextBytes how much of the conversation before it the model can read, in UTF-8 bytes
 */
public record NewTurn(
    UUID answerId,
    UUID userMessageId,
    String modelId,
    String text,
    String idempotencyKey,
    String fingerprint,
    // A history-service of the version before would not know it.
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UUID> attachments,
    int contextBytes) {

  @Override
  public String toString() {
    return "NewTurn[" + answerId + "]";
  }
}
