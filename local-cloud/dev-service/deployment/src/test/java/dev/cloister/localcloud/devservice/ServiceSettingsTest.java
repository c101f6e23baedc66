package dev.cloister.localcloud.devservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {

  private static final Set<String> ALL_OF_HISTORY =
      Set.of("quarkus-oidc", "quarkus-amazon-dynamodb", "quarkus-amazon-s3");

  @Test
  void aServiceIsToldOfWhatItHas() {
    Map<String, String> settings = settings("history-service", ALL_OF_HISTORY, Set.of());

    assertThat(settings)
        .containsEntry("quarkus.oidc.auth-server-url", "http://issuer/cloister")
        .containsEntry("quarkus.oidc.workload.auth-server-url", "http://issuer/cloister")
        .containsEntry("quarkus.dynamodb.endpoint-override", "http://dynamodb")
        .containsEntry("quarkus.s3.endpoint-override", "http://s3");
  }

  @Test
  void aServiceIsNotToldOfWhatItLacks() {
    Map<String, String> settings =
        settings("feedback-service", Set.of("quarkus-oidc", "quarkus-amazon-dynamodb"), Set.of());

    assertThat(settings.keySet())
        .noneMatch(key -> key.startsWith("quarkus.s3") || key.startsWith("quarkus.oidc.workload"))
        .noneMatch(key -> key.startsWith("cloister.bedrock") || key.startsWith("cloister.history"));
  }

  @Test
  void whatIsConfiguredStays() {
    Map<String, String> settings =
        settings("history-service", ALL_OF_HISTORY, Set.of("quarkus.s3.endpoint-override"));

    assertThat(settings).doesNotContainKey("quarkus.s3.endpoint-override");
  }

  @Test
  void whatItWasToldBeforeItIsToldAgain() {
    Properties endpoints = new Properties();
    endpoints.setProperty("issuer", "http://issuer/cloister");
    endpoints.setProperty("bedrock", "http://bedrock");
    endpoints.setProperty("history-service", "http://history");
    var first = new ServiceSettings("chat-service", Set.of("quarkus-oidc"), key -> "");
    Map<String, String> told = first.from(endpoints);
    var second =
        new ServiceSettings(
            "chat-service", Set.of("quarkus-oidc"), key -> told.getOrDefault(key, ""));

    assertThat(second.from(endpoints)).isEqualTo(told).isNotEmpty();
  }

  @Test
  void nothingIsMissingOnceEveryEndpointIsConfigured() {
    Set<String> endpoints =
        Set.of(
            "quarkus.oidc.auth-server-url",
            "quarkus.oidc.workload.auth-server-url",
            "quarkus.dynamodb.endpoint-override",
            "quarkus.s3.endpoint-override");

    assertThat(new ServiceSettings("history-service", ALL_OF_HISTORY, in(endpoints)).complete())
        .isTrue();
    assertThat(new ServiceSettings("history-service", ALL_OF_HISTORY, key -> "").complete())
        .isFalse();
  }

  private static Map<String, String> settings(
      String service, Set<String> extensions, Set<String> configured) {
    Properties endpoints = new Properties();
    endpoints.setProperty("issuer", "http://issuer/cloister");
    endpoints.setProperty("dynamodb", "http://dynamodb");
    endpoints.setProperty("s3", "http://s3");
    endpoints.setProperty("bedrock", "http://bedrock");
    endpoints.setProperty("history-service", "http://history");
    return new ServiceSettings(service, extensions, in(configured)).from(endpoints);
  }

  private static UnaryOperator<String> in(Set<String> configured) {
    return key -> configured.contains(key) ? "http://other" : "";
  }
}
