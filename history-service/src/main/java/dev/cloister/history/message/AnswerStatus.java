package dev.cloister.history.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an answer is. Interrupted is a streaming answer without a lease, or an abandoned one; it is
 * stored only where an answer has been without a lease for very long. Abandoned is shown to
 * chat-service only: no model was asked, and the turn may be begun again.
 */
public enum AnswerStatus {
  STREAMING,
  FINISHED,
  STOPPED,
  BLOCKED,
  FAILED,
  INTERRUPTED,
  ABANDONED;

  /** The name that is stored and shown. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status with this name. */
  public static Optional<AnswerStatus> named(String text) {
    return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
  }
}
