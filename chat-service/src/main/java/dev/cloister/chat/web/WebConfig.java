package dev.cloister.chat.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
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

  /** By the issuer's own page, or by Cognito's API where its pages cannot be reached. */
  @WithDefault("redirect")
  SignIn signIn();

  /**
   * Further origins that the page may talk to, where the issuer's endpoints are not all on its own
   * (Cognito's).
   */
  Optional<List<String>> connectSources();

  /** The scopes that the page asks for. */
  @WithDefault("openid profile")
  String scope();

  /** What front ends made for GAIA read in {@code /aws-exports.json}. Unset: there is none. */
  Optional<Gaia> gaia();

  /** A user pool as such front ends know it. */
  interface Gaia {

    /** The user pool's id, as {@code eu-central-1_Example}. */
    String userPoolId();

    /** The front end's app client. */
    String userPoolClientId();

    /** Host name of the pool's pages for signing in. */
    String domain();

    /** The scopes that are asked for. Unset: those of GAIA. A default here would make a pool. */
    Optional<List<String>> scopes();

    /** Where the front end is: people come back there after signing in and out. */
    List<URI> redirects();

    /** The identity provider to go on to, by its name in the pool. Unset: the pool asks. */
    Optional<String> authProvider();

    /** Address of a realtime endpoint that speaks the AppSync Events protocol. Unset: none. */
    Optional<URI> eventsEndpoint();
  }
}
