package dev.cloister.chat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Answer;
import dev.cloister.localcloud.testkit.routes.Route;
import dev.cloister.localcloud.testkit.routes.Strangers;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, with what belongs to somebody else. */
@QuarkusTest
@Promise(7)
class StrangersTest {

  /** What the page reads before anybody has signed in. */
  private static final Set<String> OPEN = Set.of("GET /config.json", "GET /aws-exports.json");

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
        new Strangers(URI.create("http://127.0.0.1:" + setting("quarkus.http.port")), secret)
            .thing("sessionId", session)
            .thing("answerId", events.getFirst().data().get("id").asText())
            .thing("userId", name)
            .body("POST /v1/chat/sessions/{sessionId}/answers", "{\"text\":\"hello\"}")
            .body("PUT /v1/admin/budgets/{userId}", "{\"tokensPerDay\":1}");
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
  @MethodSource("routes")
  void nothingOpensWithoutAPersonsFreshToken(Route route) {
    if (OPEN.contains(route.toString())) {
      return;
    }
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
    return Route.of(URI.create("http://127.0.0.1:" + setting("quarkus.management.port")));
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
