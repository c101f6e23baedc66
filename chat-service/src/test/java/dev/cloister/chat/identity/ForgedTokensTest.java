package dev.cloister.chat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.chat.Routes;
import dev.cloister.localcloud.testkit.Forgery;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@Promise(7)
@TestProfile(ForgedTokensTest.OwnIssuer.class)
class ForgedTokensTest {

  private static final TestIssuer ISSUER = TestIssuer.start();
  private static final Set<Integer> FORBIDDEN = Set.of(403);

  /** History believes another issuer, so that a question cannot be stored. */
  private static final Set<Integer> PASSED = Set.of(200, 204, 404, 502, 503);

  /** For this service alone; history-service believes the local cloud's issuer. */
  public static class OwnIssuer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.oidc.auth-server-url", ISSUER.name());
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aGoodTokenIsAPersonsOnEveryRoute(Route route) {
    var response = send(route, "a good question", ISSUER.sign(alice()));
    assertThat(response.statusCode()).isIn(route.isAdministrators() ? FORBIDDEN : PASSED);
  }

  @ParameterizedTest
  @EnumSource
  void aForgedTokenIsRefusedAndAsksNothing(Forgery forgery) {
    String text = "asked with a forged token " + UUID.randomUUID();
    for (Route route : Routes.closed()) {
      refused(route, send(route, text, forgery.of(ISSUER, alice())));
    }
    assertThat(Api.bedrock().lastRequest(text)).isNull();
    assertThat(ISSUER.askedForForgedKeys()).isZero();
  }

  private static Map<String, Object> alice() {
    return ISSUER.claims("alice", "cloister");
  }

  private static HttpResponse<String> send(Route route, String question, String token) {
    return Routes.requests(question).send(route, Map.of("Authorization", "Bearer " + token));
  }

  private static void refused(Route route, HttpResponse<String> response) {
    assertThat(response.statusCode()).as("%s", route).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(response.body()).contains("\"urn:cloister:problem:unauthenticated\"");
  }

  static List<Route> routes() {
    return Routes.closed();
  }
}
