package dev.cloister.edge.drain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service goes. */
@ConfigMapping(prefix = "cloister.drain")
interface DrainConfig {

  /**
   * How long what runs may go on after SIGTERM; the pod's grace period must be longer by half a
   * minute. 0: nothing is waited for.
   */
  @WithDefault("30s")
  Duration timeout();
}
