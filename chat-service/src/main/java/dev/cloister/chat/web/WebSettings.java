package dev.cloister.chat.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where and how the page signs people in. */
@ApplicationScoped
class WebSettings {

  record Auth(String authority, String clientId, String scope) {}

  record Settings(Auth auth) {}

  private final Settings settings;

  WebSettings(
      WebConfig config, @ConfigProperty(name = "quarkus.oidc.auth-server-url") String issuer) {
    this.settings =
        new Settings(
            new Auth(config.authority().orElse(issuer), config.clientId(), config.scope()));
  }

  Settings settings() {
    return settings;
  }
}
