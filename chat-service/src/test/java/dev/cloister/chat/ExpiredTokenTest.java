package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A token of the right issuer, for the right audience, a minute too late. */
@QuarkusTest
class ExpiredTokenTest {

  @Test
  void anExpiredTokenIsA401AndAsksNothing() throws Exception {
    var alive = Api.withToken(token("user", 60));
    assertThat(alive.get("/v1/models").statusCode()).isEqualTo(200);

    var expired = Api.withToken(token("user", -60));
    assertThat(expired.get("/v1/models").statusCode()).isEqualTo(401);
    var asked = expired.ask(Api.newSession(), Map.of("text", "hello"));
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(Api.read(asked).get("type").asText())
        .isEqualTo("urn:cloister:problem:unauthenticated");
  }

  private static String token(String name, int lifetimeSeconds) throws Exception {
    String issuer =
        ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
    String form =
        "grant_type=password&client_id=cloister-cli&password=x&scope=openid&username="
            + name
            + "&lifetime="
            + lifetimeSeconds;
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      JsonNode answer =
          new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
      return answer.get("access_token").asText();
    }
  }
}
