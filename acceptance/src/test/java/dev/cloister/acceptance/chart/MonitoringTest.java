package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The alarms notice what they are for. */
class MonitoringTest {

  private static final Chart CHART = Chart.named("cloister");

  /** A service without a pod has no series, so that nothing of it is 0. */
  @Test
  void aServiceThatIsNotThereAtAllIsDown() {
    String down = expression(Map.of(), "CloisterServiceDown");

    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      assertThat(down)
          .contains("or absent(up{namespace=\"cloister\", service=\"" + service + "\"})");
    }
    assertThat(down).contains("service=~\"chat-service|feedback-service|history-service\"} == 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CloisterServiceDown", "CloisterPodsMissing"})
  void aServiceThatIsNotWantedIsNotMissed(String alert) {
    assertThat(expression(Map.of("feedback.enabled", false), alert))
        .contains("chat-service", "history-service")
        .doesNotContain("feedback-service");
  }

  /** A pod that waits for a node or for its keys has a series that says nothing of it, or none. */
  @Test
  void podsThatAreNotReadyAreCounted() {
    assertThat(expression(Map.of(), "CloisterPodsMissing"))
        .contains("kube_deployment_status_replicas_available{namespace=\"cloister\"")
        .contains("< kube_deployment_spec_replicas{namespace=\"cloister\"");
  }

  private static String expression(Map<String, ?> more, String alert) {
    JsonNode rules =
        CHART
            .render("closed-network", more)
            .one("PrometheusRule", "cloister")
            .at("/spec/groups/0/rules");
    return Manifests.stream(rules)
        .filter(rule -> rule.path("alert").asText().equals(alert))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + alert))
        .path("expr")
        .asText();
  }
}
