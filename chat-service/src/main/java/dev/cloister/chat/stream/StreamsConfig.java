package dev.cloister.chat.stream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The shared stream store. TLS, passwords and pools are settings of Quarkus' Redis client. */
@ConfigMapping(prefix = "cloister.streams")
public interface StreamsConfig {

  /**
   * A Valkey or Redis server, {@code rediss://host:6379}. Without one each pod knows only the
   * answers that it makes.
   */
  Optional<String> url();

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
