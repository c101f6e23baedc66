package dev.cloister.chat.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Times of the shared stream store. The server itself is {@code quarkus.redis.hosts}. */
@ConfigMapping(prefix = "cloister.streams")
public interface StreamsConfig {

  /**
   * How long a pod counts as alive after it was last heard of. Its answers are then ended as failed
   * by whoever follows them, three seconds later at most.
   */
  @WithDefault("10s")
  Duration lease();

  /** The shortest time between two writes of one answer; tokens in between go together. */
  @WithDefault("100ms")
  Duration interval();
}
