package dev.cloister.chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebSettingsTest {

  private static final String POOL =
      "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example";

  @Test
  void theUserPoolIsTheIssuer() {
    var auth = settings(byApi("1example23456789"), POOL).settings().auth();

    assertThat(auth.signIn()).isEqualTo(SignIn.COGNITO_API);
    assertThat(auth.authority()).isEqualTo(POOL);
  }

  @Test
  void signInByTheApiOfWhatIsNoUserPoolIsRefusedByName() {
    for (String issuer :
        new String[] {"https://keycloak.corp/realms/staff", POOL + "/", "https://login.corp"}) {
      assertThatThrownBy(() -> settings(byApi("1example23456789"), issuer))
          .hasMessageContaining("cloister.web.sign-in")
          .hasMessageContaining("cloister.web.authority")
          .hasMessageContaining(issuer);
    }
  }

  @Test
  void theDefaultClientIsNoAppClientOfAPool() {
    assertThatThrownBy(() -> settings(byApi("cloister-web"), POOL))
        .hasMessageContaining("cloister.web.client-id")
        .hasMessageContaining("cloister-web");
  }

  private static Map<String, String> byApi(String client) {
    return Map.of("cloister.web.sign-in", "cognito-api", "cloister.web.client-id", client);
  }

  @Test
  void anyIssuerHasAPageOfItsOwn() {
    assertThat(settings(Map.of(), "https://login.corp").settings().auth().signIn())
        .isEqualTo(SignIn.REDIRECT);
  }

  private static WebSettings settings(Map<String, String> settings, String issuer) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(WebConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(WebConfig.class);
    return new WebSettings(config, issuer);
  }
}
