package dev.cloister.history.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Routes;
import dev.cloister.localcloud.testkit.Tokens;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Answer;
import dev.cloister.localcloud.testkit.routes.Route;
import dev.cloister.localcloud.testkit.routes.Strangers;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route, with what belongs to somebody else. */
@QuarkusTest
@Promise(7)
class StrangersTest {

  private final Api victim = Api.somebody();
  private final String session = Api.id();
  private final String attachment = Api.id();
  private final String secret = "secret-" + UUID.randomUUID();
  private Strangers strangers;

  @BeforeEach
  void somethingOfTheVictims() {
    victim.attach(session, attachment, "secret.txt", secret);
    String answer = victim.turn(session, secret + " question", "finished", secret + " answer");
    strangers =
        new Strangers(
            Routes.requests()
                .thing("sessionId", session)
                .thing("answerId", answer)
                .thing("attachmentId", attachment)
                .thing("id", attachment),
            secret);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void anothersIsAsIfItNeverWas(Route route) {
    List<?> before = victims();
    Api somebody = Api.somebody();
    var stranger =
        route.isInternal()
            ? actingFor(somebody.workloadToken(), somebody.subject())
            : bearer(somebody.userToken());
    Answer answer = strangers.toAnothers(route, stranger);
    assertThat(answer).isEqualTo(strangers.toNothing(route, stranger));
    assertThat(victims()).isEqualTo(before);
    if (route.isAdministrators()) {
      assertThat(answer.status()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nothingOpensWithoutTheRightFreshToken(Route route) {
    var tokens = new Tokens(URI.create(setting("quarkus.oidc.auth-server-url")));
    String subject = victim.subject();
    String wrong = route.isInternal() ? victim.userToken() : tokens.workload();
    for (Map<String, String> headers :
        List.of(
            Map.<String, String>of(),
            Map.of("Cloister-Subject", subject),
            actingFor("nonsense", subject),
            actingFor(tokens.expired(subject), subject),
            actingFor(wrong, subject))) {
      Answer answer = strangers.toAnothers(route, headers);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer).isEqualTo(strangers.toNothing(route, headers));
    }
  }

  private List<?> victims() {
    return List.of(
        victim.user("GET", "/v1/sessions/" + session, null).json(),
        victim.file(session, attachment).body());
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static Map<String, String> actingFor(String token, String subject) {
    return Map.of("Authorization", "Bearer " + token, "Cloister-Subject", subject);
  }

  static List<Route> routes() {
    return Routes.all();
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
