package dev.cloister.feedback.rating;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.page.PageTokens;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Takes ratings and shows people their own. */
@ApplicationScoped
class FeedbackDesk {

  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 100;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FeedbackStore store;
  private final Reasons reasons;
  private final PageTokens tokens;

  FeedbackDesk(FeedbackStore store, Reasons reasons, PageTokens tokens) {
    this.store = store;
    this.reasons = reasons;
    this.tokens = tokens;
  }

  Feedback take(Subject owner, FeedbackRequest request) {
    var feedback =
        new Feedback(
            FeedbackId.of(owner, request.sessionId(), request.messageId()),
            owner.value(),
            request.sessionId(),
            request.messageId(),
            request.rating(),
            reasons.of(request),
            request.textFeedback(),
            MICROS.format(Instant.now()),
            request.modelUsed(),
            request.responseTimeMs());
    store.put(owner, feedback);
    return feedback;
  }

  Feedback read(Subject owner, String id) {
    return Optional.of(id)
        .filter(FeedbackId::looksRight)
        .flatMap(known -> store.find(owner, known))
        .orElseThrow(() -> Problem.notFound("feedback").asException());
  }

  FeedbackPage list(Subject owner, String limitText, String nextToken) {
    int limit = limit(limitText);
    String scope = "feedback#" + owner.value();
    var cursor =
        nextToken == null ? null : FeedbackStore.Cursor.read(tokens.read(scope, nextToken));
    var found = store.after(owner, cursor, limit + 1); // One more tells whether more follow.
    var shown = found.stream().limit(limit).toList();
    return new FeedbackPage(shown, found.size() > limit ? next(scope, shown.getLast()) : null);
  }

  private String next(String scope, Feedback last) {
    var cursor = new FeedbackStore.Cursor(last.createdAt(), last.feedbackId());
    return tokens.write(scope, cursor.position());
  }

  /** GAIA's clients may send anything: what is no number counts as absent, the rest is clamped. */
  private static int limit(String text) {
    if (text == null || !text.matches("-?[0-9]{1,9}")) {
      return DEFAULT_LIMIT;
    }
    return Math.clamp(Integer.parseInt(text), 1, MAX_LIMIT);
  }
}
