package dev.cloister.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AwsExportsResourceTest.Gaia.class)
class AwsExportsResourceTest {

  /** As the chart's values {@code identity.web.gaia} set it. */
  public static final class Gaia implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.web.gaia.user-pool-id", "eu-central-1_Example",
          "cloister.web.gaia.user-pool-client-id", "4example5",
          "cloister.web.gaia.domain", "people.auth.eu-central-1.amazoncognito.com",
          "cloister.web.gaia.redirects", "https://chat.corp.example/");
    }
  }

  @Test
  void frontEndsFindTheirPoolWithoutAToken() {
    var response = Api.withToken(null).get("/aws-exports.json");
    var exports = Api.read(response);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(exports.at("/Auth/Cognito/userPoolId").asText()).isEqualTo("eu-central-1_Example");
    assertThat(exports.at("/Auth/Cognito/loginWith/oauth/redirectSignIn/0").asText())
        .isEqualTo("https://chat.corp.example/");
    assertThat(exports.has("API")).isFalse();
  }
}
