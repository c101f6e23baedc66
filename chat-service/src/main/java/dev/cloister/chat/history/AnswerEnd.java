package dev.cloister.chat.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.chat.bedrock.Usage;

/**
 * How an answer ended, to be stored.
 *
 * @param status finished, stopped, blocked or failed
 * @param problemType the problem's type, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AnswerEnd(
    String status,
    String text,
    String stopReason,
    Usage usage,
    Long timeToFirstTokenMs,
    Long responseTimeMs,
    String problemType) {

  @Override
  public String toString() {
    return "AnswerEnd[" + status + "]";
  }
}
