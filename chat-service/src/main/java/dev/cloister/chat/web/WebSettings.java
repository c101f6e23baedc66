package dev.cloister.chat.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where and how the page signs people in. */
@ApplicationScoped
class WebSettings {

  private static final Pattern USER_POOL = Pattern.compile("/[a-z0-9-]+_[A-Za-z0-9]+");
  private static final Pattern APP_CLIENT = Pattern.compile("[A-Za-z0-9_+]+");

  record Auth(String authority, String clientId, String scope, SignIn signIn) {}

  record Settings(Auth auth) {}

  private final Settings settings;

  WebSettings(
      WebConfig config, @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    String authority = config.authority().orElse(issuer);
    if (config.signIn() == SignIn.COGNITO_API) {
      requireUserPool(authority, config.clientId());
    }
    this.settings =
        new Settings(new Auth(authority, config.clientId(), config.scope(), config.signIn()));
  }

  private static void requireUserPool(String authority, String clientId) {
    if (!USER_POOL.matcher(URI.create(authority).getPath()).matches()) {
      throw new IllegalArgumentException(
          "cloister.web.sign-in is cognito-api, and %s is no user pool: set cloister.web.authority to https://cognito-idp.<region>.amazonaws.com/<user pool id>"
              .formatted(authority));
    }
    if (!APP_CLIENT.matcher(clientId).matches()) {
      throw new IllegalArgumentException(
          "cloister.web.sign-in is cognito-api, and %s is no app client of a user pool: set cloister.web.client-id to the app client's id"
              .formatted(clientId));
    }
  }

  Settings settings() {
    return settings;
  }
}
