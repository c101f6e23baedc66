package dev.cloister.edge.safety;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Guards of a configuration that is safe but for what a test adds. */
final class Guards {

  static final Map<String, String> SAFE =
      Map.of(
          "quarkus.oidc.auth-server-url", "https://issuer.corp",
          "quarkus.oidc.token.audience", "cloister",
          "cloister.page-token.key", "a-signing-key-of-32-characters!!",
          "cloister.bedrock.runtime-endpoint", "https://vpce-1.bedrock-runtime.amazonaws.com",
          "quarkus.log.category.\"dev.cloister\".level", "DEBUG");

  private Guards() {}

  static SafetyGuard with(Map<String, String> more, String... allowed) {
    var settings = new HashMap<>(SAFE);
    settings.putAll(more);
    return of(settings, allowed);
  }

  static SafetyGuard of(Map<String, String> settings, String... allowed) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return new SafetyGuard(config, () -> Optional.of(Set.of(allowed)));
  }
}
