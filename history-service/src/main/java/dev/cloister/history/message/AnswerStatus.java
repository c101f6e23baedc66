package dev.cloister.history.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an answer is. Interrupted is never stored: it is a streaming answer without a lease. */
public enum AnswerStatus {
  STREAMING,
  FINISHED,
  STOPPED,
  BLOCKED,
  FAILED,
  INTERRUPTED;

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
