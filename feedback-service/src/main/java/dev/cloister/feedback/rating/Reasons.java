package dev.cloister.feedback.rating;

import dev.cloister.edge.problem.Problem;
import dev.cloister.feedback.store.FeedbackConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** The reasons that a thumbs down may give. */
@ApplicationScoped
class Reasons {

  private final List<String> configured;

  Reasons(FeedbackConfig config) {
    this.configured =
        config.reasons().stream().map(r -> r.strip().toLowerCase(Locale.ROOT)).toList();
  }

  List<String> all() {
    return configured;
  }

  /** The reason to store: none for a thumbs up, one of the configured for a thumbs down. */
  String of(FeedbackRequest request) {
    if (!request.isDown()) {
      return null;
    }
    if (request.reason() == null || !configured.contains(request.reason())) {
      throw Problem.invalid("reason", "must be one of " + String.join(", ", configured))
          .asException();
    }
    return request.reason();
  }
}
