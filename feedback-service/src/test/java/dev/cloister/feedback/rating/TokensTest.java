package dev.cloister.feedback.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Promise(7)
class TokensTest {

  private static final String EXAMPLE = "c3054a38-0535-3c8d-9d4e-5d135c2908ef";

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/feedback",
    "GET, /v1/feedback/reasons",
    "GET, /v1/feedback/" + EXAMPLE,
    "POST, /v1/feedback"
  })
  void everyRouteNeedsAPersonsFreshToken(String method, String path) {
    Object body = method.equals("POST") ? Api.rating("m1") : null;
    var tokens = Api.tokens();
    String expired = tokens.expired("user-" + UUID.randomUUID());
    for (String token : new String[] {null, "nonsense", tokens.workload(), expired}) {
      Reply reply = Api.send(method, path, body, token);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.type()).startsWith("application/problem+json");
      assertThat(reply.json().get("type").asText())
          .isEqualTo("urn:cloister:problem:unauthenticated");
    }
  }
}
