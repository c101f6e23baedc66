package dev.cloister.feedback.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;

class FeedbackRequestPropertyTest {

  @Property
  void whateverIsTakenCanBeStoredAsItIs(
      @ForAll @StringLength(max = 140) String session,
      @ForAll @WithNull(0.1) @StringLength(max = 1100) String text) {
    try {
      var request = new FeedbackRequest(session, "m", "thumbs_up", null, text, null, null);
      assertThat(request.sessionId()).hasSizeBetween(1, 128).is(wellFormed());
      if (text != null) {
        assertThat(request.textFeedback()).hasSizeLessThanOrEqualTo(1000).is(wellFormed());
        assertThat(request.textFeedback().chars()).noneMatch(Character::isISOControl);
      }
    } catch (ProblemException e) {
      assertThat(e.problem().field()).isIn("session_id", "text_feedback");
    }
  }

  private static org.assertj.core.api.Condition<String> wellFormed() {
    return new org.assertj.core.api.Condition<>(
        s -> StandardCharsets.UTF_8.newEncoder().canEncode(s), "well-formed Unicode");
  }
}
