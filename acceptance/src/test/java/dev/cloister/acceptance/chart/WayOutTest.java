package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One Job of helm test finds a route that the network policy hides. */
class WayOutTest {

  private static final Chart CHART = Chart.named("cloister");
  private static final String NAME = "way-out-preflight";

  static List<String> scenarios() {
    return CHART.scenarios();
  }

  @Test
  void itRunsThatCheckAlone() {
    JsonNode container =
        CHART.render("minimal").one("Job", NAME).at("/spec/template/spec/containers/0");
    assertThat(container.path("args").toString()).isEqualTo("[\"preflight\"]");
    assertThat(container.path("env").toString())
        .contains("{\"name\":\"CLOISTER_PREFLIGHT_ONLY\",\"value\":\"no way out\"}")
        .contains("\"value\":\"1.1.1.1:443,example.com:443,iam.amazonaws.com:443\"");
    for (JsonNode job : CHART.render("minimal").of("Job").toList()) {
      assertThat(job.toString().contains("CLOISTER_PREFLIGHT_ONLY"))
          .isEqualTo(Manifests.name(job).equals(NAME));
    }
  }

  /** It opens what is tried, for nobody else, and is gone after the test. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void theWayIsOpenForItAlone(String scenario) {
    var manifests =
        CHART.render(
            scenario,
            Map.of(
                "preflight.unreachable[0]", "1.1.1.1:443",
                "preflight.unreachable[1]", "example.com:443",
                "preflight.unreachable[2]", "proxy.corp.example:3128"));
    JsonNode policy = manifests.one("NetworkPolicy", NAME);
    assertThat(policy.at("/metadata/annotations/was-hook").asText()).isEqualTo("test");
    assertThat(policy.at("/metadata/annotations/was-hook-delete-policy").asText())
        .isEqualTo("before-hook-creation,hook-succeeded,hook-failed");
    assertThat(policy.at("/metadata/annotations/was-hook-weight").asInt())
        .isLessThan(manifests.one("Job", NAME).at("/metadata/annotations/was-hook-weight").asInt());
    JsonNode open = policy.at("/spec/egress").get(policy.at("/spec/egress").size() - 1);
    assertThat(open.path("to").toString()).isEqualTo("[{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\"}}]");
    assertThat(open.path("ports").toString())
        .isEqualTo("[{\"port\":443,\"protocol\":\"TCP\"},{\"port\":3128,\"protocol\":\"TCP\"}]");
    JsonNode chosen = policy.at("/spec/podSelector/matchLabels");
    assertThat(
            manifests.pods().stream()
                .map(pod -> pod.at("/metadata/labels"))
                .filter(labels -> labels.properties().containsAll(chosen.properties())))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "preflight.routes, false",
    "networkPolicy.enabled, false",
    "preflight.unreachable, null",
    "preflight.enabled, false"
  })
  void whereNothingHidesARouteThereIsNone(String value, String to) {
    assertThat(CHART.render("minimal", Map.of(value, to)).titles())
        .doesNotContain("Job/" + NAME, "NetworkPolicy/" + NAME);
  }

  @Test
  void itIsAnyServicesImage() {
    var job = CHART.render("minimal", Map.of("feedback.enabled", false)).one("Job", NAME);
    assertThat(job.at("/spec/template/spec/serviceAccountName").asText())
        .isEqualTo("history-service");
  }
}
