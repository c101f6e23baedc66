package dev.cloister.chat.answer;

import dev.cloister.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The body of a question.
 *
 * @param text the question, not blank
 * @param modelId a model from {@code GET /v1/models}, or null for the default
 * @param system instructions to add to the operator's, or null
 * @param attachments ids of files that were sent for the session before; never null
 */
record Ask(String text, String modelId, String system, List<UUID> attachments) {

  private static final int MAX_ATTACHMENTS = 5;

  private static final int MAX_MODEL_ID = 2048;

  Ask {
    if (text == null || text.isBlank()) {
      throw Problem.invalid("text", "must be a string that is not blank").asException();
    }
    if (modelId != null && (modelId.isEmpty() || modelId.length() > MAX_MODEL_ID)) {
      throw Problem.invalid("modelId", "must be 1 to 2048 characters").asException();
    }
    if (system != null && system.isBlank()) {
      throw Problem.invalid("system", "must not be blank; leave it out instead").asException();
    }
    attachments = attachments == null ? List.of() : attachments;
    if (attachments.size() > MAX_ATTACHMENTS
        || attachments.stream().anyMatch(Objects::isNull)
        || Set.copyOf(attachments).size() < attachments.size()) {
      throw Problem.invalid(
              "attachments", "must be at most " + MAX_ATTACHMENTS + " ids, each of them once")
          .asException();
    }
    requireText("text", text);
    requireText("system", system);
  }

  /** JSON can hold what UTF-8 cannot, and it would be stored as something else. */
  private static void requireText(String field, String text) {
    if (text != null && text.indexOf('\0') >= 0) {
      throw Problem.invalid(field, "must not hold a zero character").asException();
    }
    if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw Problem.invalid(field, "must not hold half of a surrogate pair").asException();
    }
  }

  @Override
  public String toString() {
    return "Ask[" + text.length() + " chars]";
  }
}
