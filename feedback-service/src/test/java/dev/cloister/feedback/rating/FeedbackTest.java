package dev.cloister.feedback.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FeedbackTest {

  private final Api alice = Api.somebody();

  @Test
  void aRatingIsStoredAndReadBack() {
    var body =
        Api.rating("m1")
            .put("rating", "thumbs_down")
            .put("reason", " Incorrect ")
            .put("text_feedback", " It is 8,849 m. ")
            .put("model_used", "anthropic.claude-3-sonnet-20240229-v1:0")
            .put("response_time_ms", 1200);

    Reply reply = alice.rate(body);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("user_id").asText()).isEqualTo(alice.subject());
    assertThat(reply.json().get("rating").asText()).isEqualTo("thumbs_down");
    assertThat(reply.json().get("created_at").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    JsonNode stored = alice.get("/" + reply.json().get("feedback_id").asText()).json();
    assertThat(stored.get("session_id").asText()).isEqualTo("session-1");
    assertThat(stored.get("message_id").asText()).isEqualTo("m1");
    assertThat(stored.get("reason").asText()).isEqualTo("incorrect");
    assertThat(stored.get("text_feedback").asText()).isEqualTo("It is 8,849 m.");
    assertThat(stored.get("model_used").asText())
        .isEqualTo("anthropic.claude-3-sonnet-20240229-v1:0");
    assertThat(stored.get("response_time_ms").asInt()).isEqualTo(1200);
    assertThat(stored.get("created_at")).isEqualTo(reply.json().get("created_at"));
  }

  @Test
  void ratingAgainReplacesTheRatingAndKeepsItsId() {
    String first = alice.rated("m1");
    String again =
        alice
            .rate(Api.rating("m1").put("rating", "thumbs_down").put("reason", "harmful"))
            .json()
            .get("feedback_id")
            .asText();
    assertThat(again).isEqualTo(first);
    JsonNode all = alice.get("").json().get("feedback");
    assertThat(all).hasSize(1);
    assertThat(all.get(0).get("rating").asText()).isEqualTo("thumbs_down");

    alice.rated("m1");
    assertThat(alice.get("/" + first).json().get("reason").isNull()).isTrue();
  }

  @Test
  void aThumbsUpNeedsNoReasonAndKeepsNone() {
    Reply reply = alice.rate(Api.rating("m1").put("reason", "whatever"));
    assertThat(reply.status()).isEqualTo(200);
    JsonNode stored = alice.get("/" + reply.json().get("feedback_id").asText()).json();
    assertThat(stored.has("reason") && stored.get("reason").isNull()).isTrue();
  }

  @Test
  void aWalkOverManyRatingsShowsEachOnceNewestFirst() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 120; i++) {
      made.add(alice.rated("m" + i));
    }
    var seen = new ArrayList<String>();
    String next = "";
    while (next != null) {
      JsonNode page = alice.get("?limit=50" + next).json();
      seen.addAll(Reply.texts(page.get("feedback"), "feedback_id"));
      next = page.has("next_token") ? "&next_token=" + page.get("next_token").asText() : null;
    }
    assertThat(seen).containsExactlyElementsOf(made.reversed());
  }

  @ParameterizedTest
  @CsvSource({"'', 10", "?limit=ten, 10", "?limit=0, 1", "?limit=-5, 1", "?limit=11, 11"})
  void aLimitIsClampedAsGaiaDoes(String query, int size) {
    for (int i = 0; i < 12; i++) {
      alice.rated("m" + i);
    }
    assertThat(alice.get(query).json().get("feedback")).hasSize(size);
  }

  @Promise(7)
  @Test
  void aPersonSeesOnlyTheirOwn() {
    String id = alice.rated("m1");
    alice.rated("m2");
    Api bob = Api.somebody();
    assertThat(bob.get("").json().get("feedback")).isEmpty();
    assertThat(bob.get("/" + id).status()).isEqualTo(404);
    String token = alice.get("?limit=1").json().get("next_token").asText();
    Reply reply = bob.get("?next_token=" + token);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("field").asText()).isEqualTo("next_token");
    assertThat(bob.rated("m1")).isNotEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "c3054a38-0535-3c8d-9d4e-5d135c2908ef", "%20"})
  void anUnknownFeedbackIsNotFound(String id) {
    Reply reply = alice.get("/" + id);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.type()).startsWith("application/problem+json");
    assertThat(reply.json().has("error")).isTrue();
  }

  @Test
  void theReasonsAreThoseConfigured() {
    JsonNode reasons = alice.get("/reasons").json();
    assertThat(reasons).hasSize(6);
    assertThat(reasons.get(0).asText()).isEqualTo("incorrect");
  }
}
