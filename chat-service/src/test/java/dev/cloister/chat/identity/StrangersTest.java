package dev.cloister.chat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Routes;
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

  private final String name = "user-" + UUID.randomUUID();
  private final Api victim = Api.withToken(Api.tokens().user(name));
  private final String session = Api.newSession();
  // In capitals, because a generated title would begin with one.
  private final String secret = "SECRET-" + UUID.randomUUID();
  private Strangers strangers;

  @BeforeEach
  void somethingOfTheVictims() {
    var events = victim.events(session, Map.of("text", secret)).rest();
    strangers =
        new Strangers(
            Routes.requests("hello")
                .thing("sessionId", session)
                .thing("answerId", events.getFirst().data().get("id").asText())
                .thing("userId", name),
            secret);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anothersIsAsIfItNeverWas(Route route) {
    JsonNode before = victims();
    var stranger = bearer(Api.tokens().user("user-" + UUID.randomUUID()));
    Answer answer = strangers.toAnothers(route, stranger);
    assertThat(answer).isEqualTo(strangers.toNothing(route, stranger));
    assertThat(victims()).isEqualTo(before);
    if (route.isAdministrators()) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("closedRoutes")
  void nothingOpensWithoutAPersonsFreshToken(Route route) {
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            bearer("nonsense"),
            bearer(Api.tokens().expired(name)),
            bearer(Api.tokens().workload()))) {
      Answer answer = strangers.toAnothers(route, headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer).isEqualTo(strangers.toNothing(route, headers));
    }
  }

  /** Without the title, which is written a moment later. */
  private JsonNode victims() {
    return victim.history(session).get("history");
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  static List<Route> routes() {
    return Routes.all();
  }

  static List<Route> closedRoutes() {
    return Routes.closed();
  }
}
