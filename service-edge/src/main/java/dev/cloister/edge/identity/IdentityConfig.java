package dev.cloister.edge.identity;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What the services need to know of callers beyond quarkus-oidc's own settings. */
@ConfigMapping(prefix = "cloister.identity")
interface IdentityConfig {

  /** The group of administrators, matched exactly. Unset: there are no administrators. */
  Optional<String> adminGroup();
}
