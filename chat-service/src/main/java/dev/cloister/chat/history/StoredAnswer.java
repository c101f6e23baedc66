package dev.cloister.chat.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.cloister.chat.bedrock.Usage;
import java.util.UUID;

/** An answer as history-service has it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredAnswer(
    UUID answerId,
    UUID userMessageId,
    String modelId,
    String status,
    String text,
    String stopReason,
    Usage usage,
    long timeToFirstTokenMs,
    long responseTimeMs,
    String problemType) {

  /** Whether it has no end yet. */
  public boolean isStreaming() {
    return "streaming".equals(status);
  }

  /** Whether its turn was given up before a model was asked; the next call with its key gets it. */
  public boolean isAbandoned() {
    return "abandoned".equals(status);
  }

  @Override
  public String toString() {
    return "StoredAnswer[" + answerId + ", " + status + "]";
  }
}
