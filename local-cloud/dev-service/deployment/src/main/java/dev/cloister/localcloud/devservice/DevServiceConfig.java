package dev.cloister.localcloud.devservice;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Whether and with what the local cloud is started beside this service. */
@ConfigMapping(prefix = "quarkus.cloister.dev-service")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
interface DevServiceConfig {

  /** Start the local cloud in dev and test mode, where its endpoints are not configured already. */
  @WithDefault("true")
  boolean enabled();

  /** Services of the platform that this one needs beside it, by name; they must be built. */
  Optional<List<String>> services();
}
