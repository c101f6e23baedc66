package dev.cloister.edge.page;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How page tokens are signed. */
@ConfigMapping(prefix = "cloister.page-token")
interface PageConfig {

  /**
   * The signing key, at least 32 characters, the same in every pod of a service. Unset: a random
   * key for this process, so tokens end with it.
   */
  Optional<String> key();
}
