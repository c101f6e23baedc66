package dev.cloister.feedback.rating;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cloister.edge.problem.Problem;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A rating as a client sends it.
 *
 * @param sessionId 1 to 128 characters
 * @param messageId 1 to 128 characters
 * @param rating thumbs_up or thumbs_down
 * @param reason one of the configured; for a thumbs down only, where it is required
 * @param textFeedback the person's own words; control characters go, and what is over 1000
 *     characters
 * @param modelUsed a Bedrock model id or ARN, or unknown
 * @param responseTimeMs milliseconds; outside 0 to 300000 it is taken for unknown
 */
record FeedbackRequest(
    @JsonProperty("session_id") String sessionId,
    @JsonProperty("message_id") String messageId,
    String rating,
    String reason,
    @JsonProperty("text_feedback") String textFeedback,
    @JsonProperty("model_used") String modelUsed,
    @JsonProperty("response_time_ms") Long responseTimeMs) {

  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_.:/-]{1,256}");

  /** Also halves of surrogate pairs, which would be stored as something else. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private static final int TEXT_CHARS = 1000;
  private static final int LONGEST_MS = 300_000;

  FeedbackRequest {
    sessionId = id("session_id", sessionId);
    messageId = id("message_id", messageId);
    if (rating == null) {
      throw Problem.invalid("rating", "is required").asException();
    }
    if (!rating.equals("thumbs_up") && !rating.equals("thumbs_down")) {
      throw Problem.invalid("rating", "must be thumbs_up or thumbs_down").asException();
    }
    reason = reason == null ? null : reason.strip().toLowerCase(Locale.ROOT);
    textFeedback = textFeedback == null ? null : text(textFeedback);
    modelUsed = modelUsed == null ? null : modelUsed.strip();
    if (modelUsed != null && !MODEL.matcher(modelUsed).matches()) {
      throw Problem.invalid(
              "model_used", "must be a model id or ARN of at most 256 of A-Za-z0-9_.:/-")
          .asException();
    }
    if (responseTimeMs != null && (responseTimeMs < 0 || responseTimeMs > LONGEST_MS)) {
      responseTimeMs = null;
    }
  }

  boolean isDown() {
    return rating.equals("thumbs_down");
  }

  private static String id(String field, String value) {
    if (value == null || value.isBlank()) {
      throw Problem.invalid(field, "is required").asException();
    }
    String id = value.strip();
    if (id.length() > 128 || CONTROL.matcher(id).find()) {
      throw Problem.invalid(field, "must be at most 128 characters, no control characters")
          .asException();
    }
    return id;
  }

  private static String text(String value) {
    String text = CONTROL.matcher(value.strip()).replaceAll("");
    if (text.length() <= TEXT_CHARS) {
      return text;
    }
    boolean half = Character.isHighSurrogate(text.charAt(TEXT_CHARS - 1));
    return text.substring(0, half ? TEXT_CHARS - 1 : TEXT_CHARS);
  }

  @Override
  public String toString() {
    return "FeedbackRequest[messageId=" + messageId + ", rating=" + rating + "]";
  }
}
