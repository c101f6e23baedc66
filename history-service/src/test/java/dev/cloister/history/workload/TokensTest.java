package dev.cloister.history.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Routes;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class TokensTest {

  private final Api alice = Api.somebody();

  @Promise(7)
  @ParameterizedTest
  @MethodSource("userRoutes")
  void aUserRouteNeedsAPersonsToken(Route route) {
    unauthenticated(Routes.send(route, null, null));
    unauthenticated(Routes.send(route, "nonsense", null));
    unauthenticated(Routes.send(route, alice.workloadToken(), alice.subject()));
    unauthenticated(Routes.send(route, tampered(alice.userToken()), null));
  }

  @Promise(7)
  @ParameterizedTest
  @MethodSource("internalRoutes")
  void anInternalRouteNeedsAWorkloadsToken(Route route) {
    String subject = alice.subject();
    unauthenticated(Routes.send(route, null, subject));
    unauthenticated(Routes.send(route, alice.userToken(), subject));
    unauthenticated(Routes.send(route, tampered(alice.workloadToken()), subject));
  }

  @Promise(7)
  @ParameterizedTest
  @MethodSource("internalRoutes")
  void anInternalRouteNeedsASubject(Route route) {
    for (String subject : new String[] {null, "", "x".repeat(256), "two words"}) {
      Reply reply = Routes.send(route, alice.workloadToken(), subject);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().get("field").asText()).isEqualTo("Cloister-Subject");
    }
  }

  @Test
  void unknownRoutesAreProblemsToo() {
    Reply reply = alice.user("GET", "/v1/nothing", null);
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.type()).startsWith("application/problem+json");
  }

  private static String tampered(String token) {
    int dot = token.lastIndexOf('.');
    char first = token.charAt(dot + 1) == 'A' ? 'B' : 'A';
    return token.substring(0, dot + 1) + first + token.substring(dot + 2);
  }

  private static void unauthenticated(Reply reply) {
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.type()).startsWith("application/problem+json");
    assertThat(reply.json().get("type").asText()).isEqualTo("urn:cloister:problem:unauthenticated");
  }

  static List<Route> userRoutes() {
    return Routes.user();
  }

  static List<Route> internalRoutes() {
    return Routes.internal();
  }
}
