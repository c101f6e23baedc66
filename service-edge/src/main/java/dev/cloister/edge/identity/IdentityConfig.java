package dev.cloister.edge.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the services need to know of issuers beyond quarkus-oidc's own settings: {@code
 * cloister.identity.*} goes with {@code quarkus.oidc.*}, {@code cloister.identity.<name>.*} with
 * {@code quarkus.oidc.<name>.*}.
 */
@ConfigMapping(prefix = "cloister.identity")
interface IdentityConfig {

  /** quarkus-oidc's name for the issuer without a name. */
  String MAIN = "Default";

  /** By tenant. */
  @WithParentName
  @WithUnnamedKey(MAIN)
  @WithDefaults
  Map<String, IssuerConfig> issuers();

  /** One issuer. */
  interface IssuerConfig {

    /** The group of administrators, matched exactly. Unset: there are no administrators. */
    Optional<String> adminGroup();

    /**
     * Where groups stand in a token: names of claims, {@code /} between the names of nested ones.
     * Unset: where Cognito, Keycloak and Entra write them.
     */
    Optional<List<String>> groupClaims();

    /** The claim that must name an audience. Cognito's access tokens have {@code client_id}. */
    @WithDefault("aud")
    String audienceClaim();

    /** A file with the issuer's keys as a JSON Web Key Set. Unset: keys come by discovery. */
    Optional<Path> keysFile();

    /**
     * A file with the bearer token that the issuer wants to see before it gives its keys, as the
     * API server of a cluster does. Unset: it gives them to anybody.
     */
    Optional<Path> keysTokenFile();

    /** How often the file of keys is looked at. */
    @WithDefault("10s")
    Duration keysReread();

    /**
     * How long a token that was verified is not verified again, unless it lapses or the file of
     * keys changes before. Zero: each is, each time.
     */
    @WithDefault("60s")
    Duration verifiedFor();

    /**
     * Whose people these are. {@code main}: owners are the plain subjects. Any other name keeps
     * them apart from people of other issuers who happen to have the same subject. Unset: {@code
     * main} for the issuer without a name, an issuer's own name for the others.
     */
    Optional<String> realm();
  }
}
