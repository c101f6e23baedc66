package dev.cloister.edge.origin;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which values of {@code X-Origin-Verify} open the door. */
@ConfigMapping(prefix = "cloister.origin-verify")
interface OriginConfig {

  /**
   * The values that are accepted, from a secret. Two at a time, the new and the one before, let the
   * secret be rotated without an interruption. Unset: no header is asked for.
   */
  Optional<List<String>> values();
}
