package dev.cloister.feedback.rating;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person gets back for a rating. */
record FeedbackReceipt(
    @JsonProperty("feedback_id") String feedbackId,
    @JsonProperty("user_id") String userId,
    String rating,
    @JsonProperty("created_at") String createdAt) {

  static FeedbackReceipt of(Feedback feedback) {
    return new FeedbackReceipt(
        feedback.feedbackId(), feedback.userId(), feedback.rating(), feedback.createdAt());
  }
}
