package dev.cloister.chat.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What the web page is told. */
@ConfigMapping(prefix = "cloister.web")
interface WebConfig {

  /** The OIDC issuer where people sign in. Unset: the one whose tokens this service accepts. */
  Optional<String> authority();

  /** The page's public client id at the issuer. */
  @WithDefault("cloister-web")
  String clientId();

  /**
   * Further origins that the page may talk to, where the issuer's endpoints are not all on its own
   * (Cognito's).
   */
  Optional<List<String>> connectSources();

  /** The scopes that the page asks for. */
  @WithDefault("openid profile")
  String scope();
}
