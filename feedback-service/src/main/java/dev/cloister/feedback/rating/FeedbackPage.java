package dev.cloister.feedback.rating;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A page of one person's feedback, newest first.
 *
 * @param feedback the ratings
 * @param nextToken what continues the list, or null at its end
 */
record FeedbackPage(
    List<Feedback> feedback,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("next_token") String nextToken) {}
