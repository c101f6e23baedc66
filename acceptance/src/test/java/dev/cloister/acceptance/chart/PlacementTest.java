package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which nodes pods land on. */
class PlacementTest {

  private static final Chart CHART = Chart.named("cloister");
  private static final Map<String, String> AMD64 = Map.of("image.architectures[0]", "amd64");
  private static final String TERMS =
      "/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
  private static final String BUILT =
      "{\"key\":\"kubernetes.io/arch\",\"operator\":\"In\",\"values\":[\"amd64\"]}";

  /** Also those of helm test, which run the same images. */
  @Test
  void podsStayAwayFromNodesThatCannotRunThem() {
    var pods = CHART.render("minimal", AMD64).pods();
    assertThat(pods).hasSizeGreaterThanOrEqualTo(6);
    for (JsonNode pod : pods) {
      assertThat(pod.path("spec").at(TERMS).toString())
          .isEqualTo("[{\"matchExpressions\":[" + BUILT + "]}]");
    }
    assertThat(CHART.render("minimal").pods()).noneMatch(pod -> pod.path("spec").has("affinity"));
  }

  /** One of several terms is enough for a pod, so none of them is without it. */
  @Test
  void whatPodsWantBesidesStays() {
    String terms = "pods" + TERMS.replace('/', '.');
    String apart = "pods.affinity.podAntiAffinity.x";
    var manifests =
        CHART.render(
            "minimal",
            Map.of(
                "image.architectures[0]",
                "amd64",
                terms + "[0].matchExpressions[0].key",
                "disk",
                terms + "[0].matchExpressions[0].operator",
                "Exists",
                terms + "[1].matchExpressions[0].key",
                "zone",
                terms + "[1].matchExpressions[0].operator",
                "Exists",
                apart,
                "y"));
    String both =
        "[{\"matchExpressions\":[{\"key\":\"disk\",\"operator\":\"Exists\"},"
            + BUILT
            + "]},{\"matchExpressions\":[{\"key\":\"zone\",\"operator\":\"Exists\"},"
            + BUILT
            + "]}]";
    for (JsonNode pod : manifests.pods()) {
      assertThat(pod.path("spec").at(TERMS).toString()).isEqualTo(both);
    }
    assertThat(
            manifests
                .one("Deployment", "chat-service")
                .at("/spec/template/spec/affinity/podAntiAffinity/x")
                .asText())
        .isEqualTo("y");
  }

  /** Strict about nodes, a rollout would need one more node than there are pods. */
  @Test
  void onlyZonesMayBeStrict() {
    String strict = "pods.topologySpread.whenUnsatisfiable";
    var deployments =
        CHART.render("minimal", Map.of(strict, "DoNotSchedule")).of("Deployment").toList();
    assertThat(deployments).hasSize(3);
    for (JsonNode deployment : deployments) {
      assertThat(
              Manifests.stream(deployment.at("/spec/template/spec/topologySpreadConstraints"))
                  .map(
                      spread ->
                          spread.path("topologyKey").asText()
                              + " "
                              + spread.path("whenUnsatisfiable").asText()))
          .containsExactlyInAnyOrder(
              "topology.kubernetes.io/zone DoNotSchedule", "kubernetes.io/hostname ScheduleAnyway");
    }
  }
}
