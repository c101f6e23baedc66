package dev.cloister.chat.bedrock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a model that does not open its streams is left alone. Each model has its own breaker. */
@ConfigMapping(prefix = "cloister.bedrock.breaker")
interface BreakerConfig {

  /** How far back calls are counted. */
  @WithDefault("30s")
  Duration window();

  /** Fewer calls than this within the window say nothing about a model. */
  @WithDefault("10")
  int minimumCalls();

  /** The share of calls that found the model unavailable at which the breaker opens, up to 1. */
  @WithDefault("0.5")
  double failureShare();

  /** How long a model is left alone before it is tried again. */
  @WithDefault("10s")
  Duration openFor();

  /** How many calls then try it; all of them must open a stream before it is used as before. */
  @WithDefault("3")
  int probes();
}
