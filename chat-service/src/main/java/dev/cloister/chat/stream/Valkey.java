package dev.cloister.chat.stream;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.keys.ReactiveKeyCommands;
import io.quarkus.redis.datasource.stream.ReactiveStreamCommands;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import jakarta.enterprise.context.ApplicationScoped;

/** The server, where one is configured. */
@ApplicationScoped
class Valkey {

  private final ReactiveRedisDataSource redis;
  private final boolean configured;

  Valkey(ReactiveRedisDataSource redis, StreamsConfig config) {
    this.redis = redis;
    this.configured = config.url().isPresent();
  }

  boolean isConfigured() {
    return configured;
  }

  ReactiveStreamCommands<String, String, String> streams() {
    return redis.stream(String.class);
  }

  ReactiveValueCommands<String, String> values() {
    return redis.value(String.class);
  }

  ReactiveKeyCommands<String> keys() {
    return redis.key();
  }
}
