package dev.cloister.history.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Routes;
import dev.cloister.localcloud.testkit.Forgery;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** As in a cluster: people's tokens by discovery, workloads' with the cluster's keys in a file. */
@QuarkusTest
@Promise(7)
@TestProfile(ForgedTokensTest.Cluster.class)
class ForgedTokensTest {

  private static final TestIssuer PEOPLE = TestIssuer.start();
  private static final TestIssuer CLUSTER = TestIssuer.start();
  private static final String CHAT = "system:serviceaccount:cloister:chat-service";

  @ParameterizedTest
  @MethodSource("userRoutes")
  void aPersonsTokenOpensUserRoutes(Route route) {
    assertThat(status(route, PEOPLE.sign(person()))).isIn(200, 201, 204, 404);
  }

  @ParameterizedTest
  @MethodSource("internalRoutes")
  void aServiceAccountsTokenOpensInternalRoutes(Route route) {
    assertThat(status(route, CLUSTER.sign(workload(CHAT)))).isIn(200, 201, 204, 404, 409);
  }

  @ParameterizedTest
  @EnumSource
  void aForgedTokenOpensNoUserRoute(Forgery forgery) {
    for (Route route : Routes.user()) {
      assertThat(status(route, forgery.of(PEOPLE, person()))).as("%s", route).isEqualTo(401);
    }
    assertThat(PEOPLE.askedForForgedKeys()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aForgedTokenOpensNoInternalRoute(Forgery forgery) {
    for (Route route : Routes.internal()) {
      assertThat(status(route, forgery.of(CLUSTER, workload(CHAT)))).as("%s", route).isEqualTo(401);
    }
    assertThat(CLUSTER.askedForForgedKeys()).isZero();
    assertThat(CLUSTER.askedForKeys()).isZero();
  }

  @ParameterizedTest
  @MethodSource("internalRoutes")
  void aPersonsTokenOpensNoInternalRoute(Route route) {
    var claims = PEOPLE.claims(CHAT, "history-service");
    assertThat(status(route, PEOPLE.sign(person()))).isEqualTo(401);
    assertThat(status(route, PEOPLE.sign(claims))).isEqualTo(401);
    claims.put("iss", CLUSTER.name());
    assertThat(status(route, PEOPLE.sign(claims))).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("userRoutes")
  void aServiceAccountsTokenOpensNoUserRoute(Route route) {
    var claims = CLUSTER.claims(CHAT, "cloister");
    assertThat(status(route, CLUSTER.sign(workload(CHAT)))).isEqualTo(401);
    assertThat(status(route, CLUSTER.sign(claims))).isEqualTo(401);
    claims.put("iss", PEOPLE.name());
    assertThat(status(route, CLUSTER.sign(claims))).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("internalRoutes")
  void anotherServiceAccountOfTheSameClusterIsForbidden(Route route) {
    for (String subject :
        List.of(
            "system:serviceaccount:cloister:feedback-service",
            "system:serviceaccount:default:chat-service",
            "system:serviceaccount:cloister:chat-service2",
            "System:serviceaccount:cloister:chat-service",
            "chat-service",
            "alice")) {
      assertThat(status(route, CLUSTER.sign(workload(subject)))).isEqualTo(403);
    }
  }

  /** Quarkus would let each of these choose the issuer. */
  @ParameterizedTest
  @MethodSource("strangePaths")
  void noPathAndNoCookieChoosesTheIssuer(String path) {
    String workload = CLUSTER.sign(workload(CHAT));
    assertThat(Api.send("GET", path, null, workload, "alice").status()).isIn(400, 401, 404);
    assertThat(Api.withCookie("/v1/sessions", workload, "q_session_workload=x").status())
        .isEqualTo(401);
    assertThat(Api.withCookie("/v1/sessions", workload, "q_auth_workload=x").status())
        .isEqualTo(401);
  }

  static List<String> strangePaths() {
    return List.of(
        "/v1/sessions/workload",
        "/v1/workload/sessions",
        "/workload/v1/sessions",
        "/internal/../v1/sessions",
        "/internal/%2e%2e/v1/sessions",
        "/internal/..%2fv1/sessions",
        "//v1/sessions");
  }

  private static Map<String, Object> person() {
    return PEOPLE.claims("alice", "cloister");
  }

  private static Map<String, Object> workload(String subject) {
    var claims = CLUSTER.workloadClaims(subject, "history-service");
    claims.put(
        "kubernetes.io", Map.of("namespace", "cloister", "serviceaccount", Map.of("name", "x")));
    return claims;
  }

  private static int status(Route route, String token) {
    return Routes.send(route, token, "alice").status();
  }

  static List<Route> userRoutes() {
    return Routes.user();
  }

  static List<Route> internalRoutes() {
    return Routes.internal();
  }

  /** Two issuers; the cluster's is never asked. */
  public static class Cluster implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        var file = Files.createTempFile("cluster-", ".json");
        Files.writeString(file, CLUSTER.keys());
        return Map.of(
            "quarkus.oidc.auth-server-url", PEOPLE.name(),
            "quarkus.oidc.workload.auth-server-url", CLUSTER.name(),
            "cloister.identity.workload.keys-file", file.toString(),
            "cloister.history.workloads", CHAT);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
