package dev.cloister.history.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.TestKey;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cluster's keys change every few days, and come from its API server. */
@QuarkusTest
@Promise(7)
@TestProfile(ClusterKeysTest.InCluster.class)
class ClusterKeysTest {

  private static final ApiServer CLUSTER = ApiServer.start();
  private static final String ISSUER = "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE";
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void aKeyThatTheClusterChangedToIsKnownWithoutARestart() throws IOException {
    assertThat(status(CLUSTER.key())).isEqualTo(200);

    CLUSTER.replaceToken();
    CLUSTER.rotate();
    await().atMost(SOON).untilAsserted(() -> assertThat(status(CLUSTER.key())).isEqualTo(200));
  }

  @Test
  void aKeyThatTheClusterDoesNotHaveIsNot() {
    assertThat(status(TestKey.rsa())).isEqualTo(401);
  }

  @Test
  void noOtherIssuerSeesTheClustersToken() {
    String token = CLUSTER.people().token(claims("https://people.example", "cloister"));
    Reply sessions = Api.with("somebody", token, null).user("GET", "/v1/sessions", null);

    assertThat(sessions.status()).isEqualTo(200);
    assertThat(CLUSTER.shownToPeople()).isNotEmpty().containsOnly("null");
  }

  /** Asks for a session that is not there, as chat-service. */
  private static int status(TestKey key) {
    String token = key.token(claims(ISSUER, "history-service"));
    return Api.with("somebody", null, token)
        .internal(
            "GET",
            "00000000-0000-4000-8000-000000000000/attachments?id=00000000-0000-4000-8000-000000000001",
            null)
        .status();
  }

  private static Map<String, Object> claims(String issuer, String audience) {
    long now = Instant.now().getEpochSecond();
    return Map.of(
        "iss",
        issuer,
        "sub",
        "system:serviceaccount:cloister:chat-service",
        "aud",
        audience,
        "scope",
        "openid",
        "iat",
        now,
        "exp",
        now + 600);
  }

  /** As the chart sets it. */
  public static final class InCluster implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quarkus.oidc.workload.auth-server-url", CLUSTER.url()),
          Map.entry("quarkus.oidc.workload.discovery-enabled", "false"),
          Map.entry("quarkus.oidc.workload.jwks-path", ApiServer.KEYS),
          Map.entry("quarkus.oidc.workload.token.issuer", ISSUER),
          Map.entry("quarkus.oidc.workload.token.forced-jwk-refresh-interval", "1s"),
          Map.entry("quarkus.oidc.workload.tls.tls-configuration-name", "cluster"),
          Map.entry("quarkus.tls.cluster.trust-store.pem.certs", "" + CLUSTER.authority()),
          Map.entry("cloister.identity.workload.keys-token-file", "" + CLUSTER.token()),
          Map.entry("cloister.history.workloads", "system:serviceaccount:cloister:chat-service"),
          Map.entry("quarkus.oidc.auth-server-url", CLUSTER.url()),
          Map.entry("quarkus.oidc.discovery-enabled", "false"),
          Map.entry("quarkus.oidc.jwks-path", ApiServer.KEYS_OF_PEOPLE),
          Map.entry("quarkus.oidc.token.issuer", "https://people.example"),
          Map.entry("quarkus.oidc.tls.tls-configuration-name", "cluster"));
    }
  }
}
