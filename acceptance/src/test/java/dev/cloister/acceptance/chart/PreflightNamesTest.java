package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preflight wants private addresses of what its service calls. */
class PreflightNamesTest {

  private static final Chart CHART = Chart.named("cloister");

  @Test
  void theyAreTheRegionsWhereNothingElseIsSaid() {
    assertThat(names("minimal", Map.of(), "chat-service"))
        .containsExactly(
            "sts.eu-central-1.amazonaws.com",
            "bedrock-runtime.eu-central-1.amazonaws.com",
            "bedrock.eu-central-1.amazonaws.com");
    for (String service : List.of("history-service", "feedback-service")) {
      assertThat(names("minimal", Map.of(), service))
          .containsExactly("sts.eu-central-1.amazonaws.com");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "chat-service, sts bedrock-runtime bedrock dynamodb",
    "history-service, sts dynamodb s3",
    "feedback-service, sts dynamodb"
  })
  void endpointsWithoutPrivateDnsAreLookedAtByTheirOwn(String service, String called) {
    assertThat(names("existing-vpc", Map.of(), service))
        .containsExactly(
            List.of(called.split(" ")).stream()
                .map(
                    name ->
                        (name.equals("s3") ? "bucket." : "")
                            + "vpce-0123-abcd.%s.eu-central-1.vpce.amazonaws.com".formatted(name))
                .toArray(String[]::new));
  }

  @Test
  void modelsOfAnotherRegionAreLookedForThere() {
    assertThat(
            names(
                "minimal",
                Map.of("chat.settings.cloister\\.bedrock\\.region", "eu-west-1"),
                "chat-service"))
        .containsExactly(
            "sts.eu-central-1.amazonaws.com",
            "bedrock-runtime.eu-west-1.amazonaws.com",
            "bedrock.eu-west-1.amazonaws.com");
  }

  /** Pod Identity needs no STS; the role of another account does. */
  @Test
  void stsIsLookedAtByWhoeverTakesARole() {
    var changed = new HashMap<String, Object>();
    assertThat(names("pod-identity", changed, "chat-service"))
        .doesNotContain("sts.eu-central-1.amazonaws.com");
    changed.put("models.role.arn", "arn:aws:iam::444455556666:role/models");
    assertThat(names("pod-identity", changed, "chat-service"))
        .contains("sts.eu-central-1.amazonaws.com");
    assertThat(names("pod-identity", changed, "history-service")).isEmpty();
  }

  @Test
  void withoutAListOfModelsNobodyLooksForIt() {
    assertThat(names("minimal", Map.of("preflight.bedrock", false), "chat-service"))
        .containsExactly(
            "sts.eu-central-1.amazonaws.com", "bedrock-runtime.eu-central-1.amazonaws.com");
  }

  private static List<String> names(String scenario, Map<String, ?> more, String service) {
    JsonNode env =
        CHART
            .render(scenario, more)
            .one("Job", service + "-preflight")
            .at("/spec/template/spec/containers/0/env");
    String names =
        Manifests.stream(env)
            .filter(e -> e.path("name").asText().equals("CLOISTER_PREFLIGHT_PRIVATE_HOSTS"))
            .findFirst()
            .orElseThrow()
            .path("value")
            .asText();
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }
}
