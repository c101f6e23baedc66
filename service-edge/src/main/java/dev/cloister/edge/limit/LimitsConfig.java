package dev.cloister.edge.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What Quarkus has no limit for; sizes and connections are its {@code quarkus.http.limits}. */
@ConfigMapping(prefix = "cloister.limits")
interface LimitsConfig {

  /** How long all of a body may take to arrive; after that it gets 408. */
  @WithDefault("30s")
  Duration bodyTimeout();

  /** Memory that all bodies being read may take at a time, in bytes; more get 503. */
  @WithDefault("64M")
  MemorySize bodyMemory();

  /** How much of it one person's bodies may take, in bytes; more get 503. */
  @WithDefault("16M")
  MemorySize bodyMemoryPerPerson();
}
