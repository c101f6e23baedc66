package dev.cloister.edge.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.attack.Promise;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Promise(15)
class SafetyGuardTest {

  private static final Map<String, String> SAFE =
      Map.of(
          "quarkus.oidc.auth-server-url", "https://issuer.corp",
          "quarkus.oidc.token.audience", "cloister",
          "cloister.page-token.key", "a-signing-key-of-32-characters!!",
          "cloister.bedrock.runtime-endpoint", "https://vpce-1.bedrock-runtime.amazonaws.com",
          "quarkus.log.category.\"dev.cloister\".level", "DEBUG");

  @Test
  void aSafeConfigurationStarts() {
    assertThatCode(() -> guard(SAFE, Set.of()).refuse()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quarkus.oidc.tenant-enabled                    | false                  | no-authentication",
        "quarkus.oidc.token.audience                    | any                    | no-authentication",
        "quarkus.oidc.token.issuer                      | any                    | no-authentication",
        "quarkus.oidc.keycloak.token.audience           | any                    | no-authentication",
        "QUARKUS_OIDC_KEYCLOAK_TOKEN_ISSUER             | any                    | no-authentication",
        "quarkus.oidc.auth-server-url                   | http://issuer.corp     | plain-http",
        "quarkus.oidc.workload.auth-server-url          | http://issuer.corp     | plain-http",
        "quarkus.dynamodb.endpoint-override             | http://127.0.0.1:8000  | plain-http",
        "cloister.streams.url                           | redis://valkey:6379    | plain-http",
        "quarkus.s3.endpoint-override                   | HTTP://127.0.0.1:8000  | plain-http",
        "cloister.bedrock.runtime-endpoint              | http://127.0.0.1:8000  | plain-http",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME               | http://127.0.0.1:8000  | plain-http",
        "QUARKUS_OIDC_WORKLOAD_AUTH_SERVER_URL          | http://issuer.corp     | plain-http",
        "AWS_ENDPOINT_URL                               | http://127.0.0.1:8000  | plain-http",
        "cloister.history.create                        | true                   | create-store",
        "cloister.feedback.create                       | true                   | create-store",
        "cloister.usage.create                          | true                   | create-store",
        "cloister.bedrock.credentials.secret-access-key | secret                 | static-credentials",
        "quarkus.s3.aws.credentials.static-provider.secret-access-key | secret   | static-credentials",
        "quarkus.log.level                              | trace                  | content-logging",
        "quarkus.log.category.\"software.amazon.awssdk\".level | DEBUG           | content-logging"
      })
  void anUnsafePropertyIsNamedAndCanBeAllowedByName(String property, String value, String name) {
    var settings = new HashMap<>(SAFE);
    settings.put(property, value);

    assertThatThrownBy(() -> guard(settings, Set.of()).refuse())
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining(property)
        .hasMessageContaining("add " + name + " to cloister.unsafe.allow");
    assertThatCode(() -> guard(settings, Set.of(name)).refuse()).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard(settings, Set.of("something-else")).refuse())
        .isInstanceOf(UnsafeConfigurationException.class);
  }

  @Test
  void wildcardCorsIsUnsafeOnlyWhereCorsIsOn() {
    var settings = new HashMap<>(SAFE);
    settings.put("quarkus.http.cors.origins", "*");
    assertThatCode(() -> guard(settings, Set.of()).refuse()).doesNotThrowAnyException();

    settings.put("quarkus.http.cors.enabled", "true");
    assertThatThrownBy(() -> guard(settings, Set.of()).refuse())
        .hasMessageContaining("quarkus.http.cors.origins");
  }

  @Test
  void whatIsMissingIsUnsafeToo() {
    for (String property :
        new String[] {"cloister.page-token.key", "quarkus.oidc.token.audience"}) {
      var settings = new HashMap<>(SAFE);
      settings.remove(property);
      assertThatThrownBy(() -> guard(settings, Set.of()).refuse()).hasMessageContaining(property);
    }
  }

  @Test
  void everyHazardIsTold() {
    var settings = new HashMap<>(SAFE);
    settings.put("cloister.history.create", "true");
    settings.put("quarkus.oidc.token.issuer", "any");

    assertThatThrownBy(() -> guard(settings, Set.of()).refuse())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
  }

  private static SafetyGuard guard(Map<String, String> settings, Set<String> allowed) {
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return new SafetyGuard(config, () -> Optional.of(allowed));
  }
}
