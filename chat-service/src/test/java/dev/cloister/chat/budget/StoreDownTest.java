package dev.cloister.chat.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A budget that cannot be known is not taken for one that is free. */
@QuarkusTest
@TestProfile(StoreDownTest.NoStore.class)
class StoreDownTest {

  /** Nobody listens on port 1. */
  public static final class NoStore implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.usage.create", "false",
          "cloister.budgets.tokens-per-day", "100000",
          // Without it the SDK tries for some seconds.
          "quarkus.dynamodb.api-call-timeout", "500ms",
          "quarkus.dynamodb.api-call-attempt-timeout", "400ms",
          "quarkus.dynamodb.endpoint-override", "http://127.0.0.1:1");
    }
  }

  private final URI management = Api.management();

  @Promise(12)
  @Test
  void nothingIsStoredAndNoModelIsAsked() {
    var user = Api.newUser();
    String session = Api.newSession();
    String mark = "mark-" + UUID.randomUUID();

    var response = user.ask(session, Map.of("text", mark));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    JsonNode problem = Api.read(response);
    assertThat(problem.get("type").asText()).isEqualTo("urn:cloister:problem:unavailable");
    assertThat(user.history(session).isNull()).isTrue();
    assertThat(Api.bedrock().lastRequest(mark)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/usage", "/v1/admin/usage", "/v1/admin/usage/x", "/v1/admin/budgets"})
  void nobodyIsShownAnEmptyListInstead(String path) {
    var response = Api.withToken(Api.tokens().user("admin")).get(path);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
  }

  @Test
  void aPodThatHasNeverReadTheLimitsIsNotReady() throws IOException, InterruptedException {
    var uri = management.resolve("/q/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(uri).build();
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(503);
    }
  }
}
