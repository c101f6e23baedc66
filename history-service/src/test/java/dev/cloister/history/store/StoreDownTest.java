package dev.cloister.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Routes;
import dev.cloister.localcloud.testkit.routes.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(StoreDownTest.NoStore.class)
class StoreDownTest {

  private final Api alice = Api.somebody();

  @ParameterizedTest
  @MethodSource("userRoutes")
  void aPersonIsAskedToComeBack(Route route) {
    unavailable(Routes.send(route, alice.userToken(), null));
  }

  @ParameterizedTest
  @MethodSource("internalRoutes")
  void chatServiceIsAskedToComeBack(Route route) {
    unavailable(Routes.send(route, alice.workloadToken(), alice.subject()));
  }

  private static void unavailable(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.type()).startsWith("application/problem+json");
    assertThat(reply.retryAfter()).isEqualTo("2");
  }

  static List<Route> userRoutes() {
    return Routes.user();
  }

  static List<Route> internalRoutes() {
    return Routes.internal();
  }

  /** Nobody listens on port 1. */
  public static class NoStore implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.create", "false",
          // Without it the SDK tries for some seconds.
          "quarkus.dynamodb.api-call-timeout", "500ms",
          "quarkus.dynamodb.endpoint-override", "http://127.0.0.1:1");
    }
  }
}
