package dev.cloister.feedback.rating;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A stored rating.
 *
 * @param feedbackId its id, the same when the message is rated again
 * @param userId who gave it
 * @param sessionId the session of the rated message
 * @param messageId the rated message
 * @param rating thumbs_up or thumbs_down
 * @param reason why, for a thumbs down; else null
 * @param textFeedback the person's own words, or null
 * @param createdAt when it was given, ISO 8601 in UTC with microseconds
 * @param modelUsed the model that answered, or null
 * @param responseTimeMs how long the answer took, or null
 */
record Feedback(
    @JsonProperty("feedback_id") String feedbackId,
    @JsonProperty("user_id") String userId,
    @JsonProperty("session_id") String sessionId,
    @JsonProperty("message_id") String messageId,
    String rating,
    String reason,
    @JsonProperty("text_feedback") String textFeedback,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("model_used") String modelUsed,
    @JsonProperty("response_time_ms") Long responseTimeMs) {

  @Override
  public String toString() {
    return "Feedback[feedbackId=" + feedbackId + ", rating=" + rating + "]";
  }
}
