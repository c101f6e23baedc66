package dev.cloister.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WebResourceTest {

  private final String issuer =
      ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);

  @Test
  void thePageLearnsWhereToSignInWithoutAToken() {
    var response = Api.withToken(null).get("/config.json");
    JsonNode auth = Api.read(response).get("auth");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(auth.get("authority").asText()).isEqualTo(issuer);
    assertThat(auth.get("clientId").asText()).isEqualTo("cloister-web");
    assertThat(auth.get("scope").asText()).isEqualTo("openid profile");
    assertThat(auth.get("signIn").asText()).isEqualTo("redirect");
  }

  @Test
  void frontEndsOfGaiaFindNothingWhereNothingIsSet() {
    assertThat(Api.withToken(null).get("/aws-exports.json").statusCode()).isEqualTo(404);
  }

  @Test
  void everyResponseKeepsThePageToItsOriginAndTheIssuer() {
    for (String path : new String[] {"/config.json", "/v1/models", "/nothing"}) {
      var headers = Api.withToken(null).get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
          .contains("connect-src 'self' http://" + URI.create(issuer).getAuthority() + ";")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }
}
