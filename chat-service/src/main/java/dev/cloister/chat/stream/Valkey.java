package dev.cloister.chat.stream;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.quarkus.redis.datasource.stream.ReactiveStreamCommands;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The server, where one is configured. */
@ApplicationScoped
class Valkey {

  private final Instance<ReactiveRedisDataSource> redis;
  private final boolean configured;

  Valkey(
      Instance<ReactiveRedisDataSource> redis,
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> hosts) {
    this.redis = redis;
    this.configured = hosts.isPresent();
  }

  boolean isConfigured() {
    return configured;
  }

  ReactiveStreamCommands<String, String, String> streams() {
    return redis.get().stream(String.class);
  }

  ReactiveValueCommands<String, String> values() {
    return redis.get().value(String.class);
  }

  ReactiveKeyCommands<String> keys() {
    return redis.get().key();
  }
}
