package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class IdentityConfigTest {

  @Test
  void defaults() {
    var main = config(new PropertiesConfigSource(Map.of(), "none", 100)).get("Default");
    assertThat(main.adminGroup()).isEmpty();
    assertThat(main.groupClaims()).isEmpty();
    assertThat(main.audienceClaim()).isEqualTo("aud");
    assertThat(main.keysFile()).isEmpty();
    assertThat(main.keysReread()).isEqualTo(Duration.ofSeconds(10));
    assertThat(main.verifiedFor()).isEqualTo(Duration.ofMinutes(1));
    assertThat(main.realm()).isEmpty();
  }

  @Test
  void variablesReachTheMainIssuerAndNamedOnes() {
    var issuers =
        config(
            new EnvConfigSource(
                Map.of(
                    "CLOISTER_IDENTITY_ADMIN_GROUP", "admins",
                    "CLOISTER_IDENTITY_GROUP_CLAIMS", "a,b/c",
                    "CLOISTER_IDENTITY_AUDIENCE_CLAIM", "client_id",
                    "CLOISTER_IDENTITY_KEYCLOAK_KEYS_FILE", "/keys/jwks.json",
                    "CLOISTER_IDENTITY_KEYCLOAK_ADMIN_GROUP", "/admins",
                    "CLOISTER_IDENTITY_KEYCLOAK_REALM", "main"),
                300));
    assertThat(issuers.get("Default").adminGroup()).hasValue("admins");
    assertThat(issuers.get("Default").audienceClaim()).isEqualTo("client_id");
    assertThat(issuers.get("Default").groupClaims().orElseThrow()).containsExactly("a", "b/c");
    assertThat(issuers.get("Default").keysFile()).isEmpty();
    assertThat(issuers.get("keycloak").keysFile()).hasValue(Path.of("/keys/jwks.json"));
    assertThat(issuers.get("keycloak").adminGroup()).hasValue("/admins");
    assertThat(issuers.get("keycloak").audienceClaim()).isEqualTo("aud");
    assertThat(issuers.get("keycloak").realm()).hasValue("main");
  }

  @Test
  void aMisspeltNameIsAnError() {
    for (String name : new String[] {"admin-gruop", "keycloak.admin-gruop"}) {
      var source =
          new PropertiesConfigSource(Map.of("cloister.identity." + name, "admins"), "test", 100);
      assertThatThrownBy(() -> config(source)).hasMessageContaining("admin-gruop");
    }
  }

  private static Map<String, IdentityConfig.IssuerConfig> config(ConfigSource source) {
    return new SmallRyeConfigBuilder()
        .withMapping(IdentityConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withSources(source)
        .build()
        .getConfigMapping(IdentityConfig.class)
        .issuers();
  }
}
