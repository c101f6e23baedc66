package dev.cloister.history.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.OwnIssuer;
import dev.cloister.history.Routes;
import dev.cloister.history.Routes.Route;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(StrangeTokensTest.KnownKey.class)
class StrangeTokensTest {

  private static final OwnIssuer ISSUER = new OwnIssuer();
  private static final Instant LATER = Instant.now().plusSeconds(3600);
  private static final Instant BEFORE = Instant.now().minusSeconds(3600);

  @Test
  void aGoodTokenOfThisIssuerPasses() {
    String token = ISSUER.token("alice", "cloister", LATER);
    assertThat(Api.send("GET", "/v1/sessions", null, token, null).status()).isEqualTo(200);
    String workload = ISSUER.token("chat-service", "history-service", LATER);
    String path = "/internal/v1/sessions/" + Api.id() + "/answers/" + Api.id();
    assertThat(Api.send("GET", path, null, workload, "alice").status()).isEqualTo(404);
  }

  @Promise(7)
  @ParameterizedTest
  @MethodSource("userRoutes")
  void aPersonsTokenMustBeFreshAndMeantForUs(Route route) {
    assertThat(status(route, ISSUER.token("alice", "cloister", BEFORE))).isEqualTo(401);
    assertThat(status(route, ISSUER.token("alice", "elsewhere", LATER))).isEqualTo(401);
    assertThat(status(route, new OwnIssuer().token("alice", "cloister", LATER))).isEqualTo(401);
  }

  @Promise(7)
  @ParameterizedTest
  @MethodSource("internalRoutes")
  void aWorkloadsTokenMustBeFreshAndMeantForUs(Route route) {
    assertThat(status(route, ISSUER.token("chat-service", "history-service", BEFORE)))
        .isEqualTo(401);
    assertThat(status(route, ISSUER.token("chat-service", "cloister", LATER))).isEqualTo(401);
  }

  @Promise(7)
  @ParameterizedTest
  @MethodSource("internalRoutes")
  void onlyListedWorkloadsPass(Route route) {
    for (String subject : List.of("feedback-service", "chat-service2", "Chat-service", "alice")) {
      assertThat(status(route, ISSUER.token(subject, "history-service", LATER))).isEqualTo(403);
    }
  }

  private static int status(Route route, String token) {
    return Api.send(route.method(), route.path(), route.body(), token, "alice").status();
  }

  static List<Route> userRoutes() {
    return Routes.user();
  }

  static List<Route> internalRoutes() {
    return Routes.internal();
  }

  /** Verifies with a key that this test holds, instead of an issuer's. */
  public static class KnownKey implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.oidc.auth-server-url",
          "",
          "quarkus.oidc.public-key",
          ISSUER.publicKey(),
          "quarkus.oidc.workload.auth-server-url",
          "",
          "quarkus.oidc.workload.public-key",
          ISSUER.publicKey());
    }
  }
}
