package dev.cloister.edge.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Promise(15)
class SafetyGuardTest {

  @Test
  void aSafeConfigurationStarts() {
    assertThatCode(() -> Guards.of(Guards.SAFE).refuse()).doesNotThrowAnyException();
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
        "quarkus.oidc.tenant-enabled                    | off                    | no-authentication",
        "quarkus.oidc.jwks-path                         | http://issuer.corp/k   | plain-http",
        "quarkus.oidc.keycloak.jwks-path                | HTTP://issuer.corp/k   | plain-http",
        "QUARKUS_OIDC_KEYCLOAK_JWKS_PATH                | http://issuer.corp/k   | plain-http",
        "quarkus.oidc.introspection-path                | http://issuer.corp/i   | plain-http",
        "quarkus.oidc-client.token-path                 | http://issuer.corp/t   | plain-http",
        "cloister.web.connect-sources                   | https://a,http://b     | plain-http",
        "cloister.web.gaia.events-endpoint              | http://a/event         | plain-http",
        "quarkus.redis.hosts                            | redis://valkey:6379    | plain-http",
        "QUARKUS_REDIS_HOSTS                            | redis://valkey:6379    | plain-http",
        "quarkus.redis.hosts        | rediss://a:6379, redis://:b@c:6379         | plain-http",
        "quarkus.redis.hosts        | redis://127.0.0.1@valkey:6379              | plain-http",
        "quarkus.redis.hosts        | redis://127.0.0.1.nip.io:6379              | plain-http",
        "quarkus.redis.other.hosts                      | redis://valkey:6379    | plain-http",
        "aws.endpointUrl                                | http://127.0.0.1:8000  | plain-http",
        "quarkus.tls.trust-all                          | true                   | trust-all",
        "quarkus.tls.issuer.trust-all                   | yes                    | trust-all",
        "QUARKUS_TLS_ISSUER_TRUST_ALL                   | true                   | trust-all",
        "quarkus.tls.hostname-verification-algorithm    | NONE                   | trust-all",
        "quarkus.redis.tls.hostname-verification-algorithm | NONE                | trust-all",
        "quarkus.oidc.tls.verification                  | none                   | trust-all",
        "quarkus.oidc.keycloak.tls.verification         | certificate-validation | trust-all",
        "quarkus.oidc-client.tls.verification           | NONE                   | trust-all",
        "quarkus.redis.tls.trust-all                    | true                   | trust-all",
        "quarkus.rest-client.verify-host                | false                  | trust-all",
        "quarkus.rest-client.history.verify-host        | off                    | trust-all",
        "quarkus.s3.sync-client.tls-trust-managers-provider.type | trust-all     | trust-all",
        "cloister.history.create                        | yes                    | create-store",
        "AWS_SECRET_ACCESS_KEY                          | secret                 | static-credentials",
        "aws.secretAccessKey                            | secret                 | static-credentials",
        "cloister.history.create                        | true                   | create-store",
        "cloister.feedback.create                       | true                   | create-store",
        "cloister.usage.create                          | true                   | create-store",
        "cloister.bedrock.credentials.secret-access-key | secret                 | static-credentials",
        "quarkus.s3.aws.credentials.static-provider.secret-access-key | secret   | static-credentials",
        "quarkus.log.level                              | trace                  | content-logging",
        "quarkus.log.category.\"software.amazon.awssdk\".level | DEBUG           | content-logging"
      })
  void anUnsafePropertyIsNamedAndCanBeAllowedByName(String property, String value, String name) {
    var settings = new HashMap<>(Guards.SAFE);
    settings.put(property, value);

    assertThatThrownBy(() -> Guards.of(settings).refuse())
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining(property)
        .hasMessageContaining("add " + name + " to cloister.unsafe.allow");
    assertThatCode(() -> Guards.of(settings, name).refuse()).doesNotThrowAnyException();
    assertThatThrownBy(() -> Guards.of(settings, "something-else").refuse())
        .isInstanceOf(UnsafeConfigurationException.class);
  }

  @Test
  void wildcardCorsIsUnsafeOnlyWhereCorsIsOn() {
    var settings = new HashMap<>(Guards.SAFE);
    settings.put("quarkus.http.cors.origins", "*");
    assertThatCode(() -> Guards.of(settings).refuse()).doesNotThrowAnyException();

    settings.put("quarkus.http.cors.enabled", "true");
    assertThatThrownBy(() -> Guards.of(settings).refuse())
        .hasMessageContaining("quarkus.http.cors.origins");
  }

  @Test
  void whatIsMissingIsUnsafeToo() {
    for (String property :
        new String[] {"cloister.page-token.key", "quarkus.oidc.token.audience"}) {
      var settings = new HashMap<>(Guards.SAFE);
      settings.remove(property);
      assertThatThrownBy(() -> Guards.of(settings).refuse()).hasMessageContaining(property);
    }
  }

  @Test
  void everyHazardIsTold() {
    var settings = new HashMap<>(Guards.SAFE);
    settings.put("cloister.history.create", "true");
    settings.put("quarkus.oidc.token.issuer", "any");

    assertThatThrownBy(() -> Guards.of(settings).refuse())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
  }
}
