package dev.cloister.edge.preflight;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What is looked at besides what every service needs. */
@ConfigMapping(prefix = "cloister.preflight")
interface PreflightConfig {

  /** Names that must have private addresses only. */
  Optional<List<String>> privateHosts();

  /** What must not be reached, each as {@code host:port}. */
  Optional<List<String>> unreachable();

  /** Whether STS is asked who the service is; Pod Identity needs no endpoint for STS. */
  @WithDefault("true")
  boolean sts();

  /** Names of the checks that are run, as its report has them; all where it is not set. */
  Optional<List<String>> only();

  /** The role that the service must have, as an ARN; any will do where it is not set. */
  Optional<String> roleArn();
}
