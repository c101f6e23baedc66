package dev.cloister.chat.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How history-service is reached. */
@ConfigMapping(prefix = "cloister.history")
interface HistoryConfig {

  /** Its base URL inside the cluster. */
  @WithDefault("http://history-service")
  URI url();

  /** How long one call may take. */
  @WithDefault("5s")
  Duration timeout();

  /**
   * How long a question may take to be stored, with all repeats of the call. After that its caller
   * gets 503 and the model is not asked.
   */
  @WithDefault("8s")
  Duration beginWithin();

  /**
   * A projected service-account token that proves this service's identity. Unset: a token by client
   * credentials from quarkus-oidc-client.
   */
  Optional<Path> tokenFile();
}
