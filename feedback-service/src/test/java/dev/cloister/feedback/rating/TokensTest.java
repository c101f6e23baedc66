package dev.cloister.feedback.rating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
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
    for (String token : new String[] {null, "nonsense", Api.tokens().workload(), expired()}) {
      Reply reply = Api.send(method, path, body, token);
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.type()).startsWith("application/problem+json");
      assertThat(reply.json().get("type").asText())
          .isEqualTo("urn:cloister:problem:unauthenticated");
    }
  }

  private static String expired() {
    String form =
        "grant_type=password&client_id=cloister-cli&password=local&lifetime=-60&username="
            + UUID.randomUUID();
    return Api.send(
            HttpRequest.newBuilder(URI.create(Api.issuer() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)))
        .json()
        .get("access_token")
        .asText();
  }
}
