package dev.cloister.edge.safety;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

/** What is unsafe on purpose. */
@ConfigMapping(prefix = "cloister.unsafe")
interface SafetyConfig {

  /**
   * Names of hazards to run with all the same, for instance {@code plain-http} on a developer's
   * machine. Each is logged as a warning at start.
   */
  Optional<Set<String>> allow();
}
