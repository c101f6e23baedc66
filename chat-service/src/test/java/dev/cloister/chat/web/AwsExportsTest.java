package dev.cloister.chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsExportsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aFrontEndFindsItsPool() throws Exception {
    assertThat(exports(Map.of()))
        .isEqualTo(
            JSON.readTree(
                """
                {"Auth": {"Cognito": {
                  "userPoolId": "eu-central-1_Example", "userPoolClientId": "4example5",
                  "loginWith": {"oauth": {
                    "domain": "people.auth.eu-central-1.amazoncognito.com",
                    "scopes": ["aws.cognito.signin.user.admin", "openid", "profile", "email"],
                    "redirectSignIn": ["https://chat.corp.example/"],
                    "redirectSignOut": ["https://chat.corp.example/"],
                    "responseType": "code"}}}}}
                """));
  }

  @Test
  void whatElseIsGivenIsThere() throws Exception {
    JsonNode exports =
        exports(
            Map.of("auth-provider", "Entra", "events-endpoint", "https://chat.corp.example/event"));

    assertThat(exports.at("/Auth/AuthProvider").asText()).isEqualTo("Entra");
    assertThat(exports.at("/API/Events"))
        .isEqualTo(
            JSON.readTree(
                """
                {"endpoint": "https://chat.corp.example/event", "region": "eu-central-1",
                 "defaultAuthMode": "userPool"}
                """));
  }

  @Test
  void withoutAnySettingThereIsNone() {
    assertThat(config(Map.of()).gaia()).isEmpty();
  }

  private static JsonNode exports(Map<String, String> more) throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("cloister.web.gaia.user-pool-id", "eu-central-1_Example");
    settings.put("cloister.web.gaia.user-pool-client-id", "4example5");
    settings.put("cloister.web.gaia.domain", "people.auth.eu-central-1.amazoncognito.com");
    settings.put("cloister.web.gaia.redirects", "https://chat.corp.example/");
    more.forEach((name, value) -> settings.put("cloister.web.gaia." + name, value));
    return JSON.valueToTree(AwsExports.of(config(settings).gaia().orElseThrow()));
  }

  private static WebConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(WebConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 500))
        .build()
        .getConfigMapping(WebConfig.class);
  }
}
