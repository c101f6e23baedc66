package dev.cloister.chat.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where and how the page signs people in. */
@ApplicationScoped
class WebSettings {

  private static final Pattern USER_POOL = Pattern.compile("/[a-z0-9-]+_[A-Za-z0-9]+");

  record Auth(String authority, String clientId, String scope, SignIn signIn) {}

  record Settings(Auth auth) {}

  private final Settings settings;

  WebSettings(
      WebConfig config, @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    String authority = config.authority().orElse(issuer);
    if (config.signIn() == SignIn.COGNITO_API
        && !USER_POOL.matcher(URI.create(authority).getPath()).matches()) {
      throw new IllegalArgumentException(
          "cloister.web.sign-in is cognito-api, and %s is no user pool: set cloister.web.authority to https://cognito-idp.<region>.amazonaws.com/<user pool id>"
              .formatted(authority));
    }
    this.settings =
        new Settings(new Auth(authority, config.clientId(), config.scope(), config.signIn()));
  }

  Settings settings() {
    return settings;
  }
}
