package dev.cloister.feedback.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.feedback.Api;
import dev.cloister.feedback.Routes;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Answer;
import dev.cloister.localcloud.testkit.routes.Route;
import dev.cloister.localcloud.testkit.routes.Strangers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, with what belongs to somebody else. */
@QuarkusTest
@Promise(7)
class StrangersTest {

  private final Api victim = Api.somebody();
  private final String secret = "secret-" + UUID.randomUUID();
  private Strangers strangers;

  @BeforeEach
  void somethingOfTheVictims() {
    var rating = Api.rating("m1").put("text_feedback", secret);
    String id = victim.rate(rating).json().get("feedback_id").asText();
    strangers = new Strangers(Routes.requests().thing("feedbackId", id), secret);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anothersIsAsIfItNeverWas(Route route) {
    JsonNode before = victim.get("").json();
    var stranger = bearer(Api.somebody().token());
    Answer answer = strangers.toAnothers(route, stranger);
    assertThat(answer).isEqualTo(strangers.toNothing(route, stranger));
    assertThat(victim.get("").json()).isEqualTo(before);
    if (route.isAdministrators()) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nothingOpensWithoutAPersonsFreshToken(Route route) {
    var tokens = Api.tokens();
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            bearer("nonsense"),
            bearer(tokens.expired(victim.subject())),
            bearer(tokens.workload()))) {
      Answer answer = strangers.toAnothers(route, headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer).isEqualTo(strangers.toNothing(route, headers));
    }
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  static List<Route> routes() {
    return Routes.all();
  }
}
