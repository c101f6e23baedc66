package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Helm says after it has installed the chart. */
class NotesTest {

  private static final String NO_STREAMS = "WARNING  streams.url is not set";

  private static final Chart CHART = Chart.named("cloister");

  @Test
  void whatComesNextIsSaid() {
    assertThat(CHART.notes("minimal", Map.of()))
        .contains(
            "\n  People open   https://chat.corp.example\n",
            "kubectl -n cloister get ingress cloister ",
            "helm -n cloister test cloister ",
            "kubectl -n cloister logs --selector app.kubernetes.io/component=preflight ",
            "kubectl label namespace cloister elbv2.k8s.aws/pod-readiness-gate-inject=enabled",
            "is asked to go has 345 s")
        .doesNotContain("WARNING", "<no value>", "./cloister forward");
  }

  @Test
  void withoutALoadBalancerThereIsAWayIn() {
    assertThat(CHART.notes("port-forward", Map.of()))
        .contains("\n  Without a host:\n    ./cloister forward --namespace cloister\n")
        .contains("lets cloister-web come back to\n  http://127.0.0.1:8080/;")
        .doesNotContain("People open", "readiness-gate", "WARNING");
  }

  @Test
  void itFollowsTheValues() {
    assertThat(CHART.notes("minimal", Map.of("preflight.enabled", false, "chat.drainSeconds", 600)))
        .contains("is asked to go has 645 s at most")
        .doesNotContain("helm -n cloister test");
  }

  /** One pod finds its own streams; several need a place that all of them look at. */
  @ParameterizedTest
  @CsvSource({
    "minimal, chat.replicas, 1, false",
    "minimal, chat.replicas, 2, true",
    "minimal, chat.autoscaling.enabled, true, true",
    "closed-network, streams.url, '', true",
    "closed-network, streams.port, 6379, false"
  })
  void severalPodsWithoutAStreamStoreAreWarnedOf(
      String scenario, String value, String to, boolean warned) {
    assertThat(CHART.notes(scenario, Map.of(value, to)).contains(NO_STREAMS)).isEqualTo(warned);
  }

  @Test
  void alarmsThatNobodyMeasuresForAreWarnedOf() {
    String said = "WARNING  monitoring.rules is on and monitoring.serviceMonitor is not";
    assertThat(CHART.notes("minimal", Map.of("monitoring.rules.enabled", true))).contains(said);
    assertThat(CHART.notes("closed-network", Map.of())).doesNotContain(said);
  }

  @Test
  void hazardsThatAreWantedAreNamed() {
    assertThat(
            CHART.notes(
                "minimal",
                Map.of("unsafe.allow[0]", "plain-http", "unsafe.allow[1]", "create-store")))
        .contains("WARNING  unsafe.allow: plain-http, create-store");
  }
}
