package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An alarm, a graph or an autoscaler that names a number nobody counts is silent for ever. */
class MetricNamesTest {

  private static final Chart CHART = Chart.named("cloister");
  private static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  /** A name, and what follows it: labels, or the comma of label_values. */
  private static final Pattern NAMED = Pattern.compile("\\b([a-z]+(?:_[a-z]+)*)(?=\\{)");

  private static final Pattern LISTED = Pattern.compile("label_values\\(([a-z_]+),");

  private static final Pattern REGISTERED =
      Pattern.compile("\\b(Gauge|FunctionCounter|Counter|Timer)\\s*\\.builder\\(\\s*\"([a-z.]+)\"");

  /** Of Prometheus itself, kube-state-metrics and the kubelet. */
  private static final Set<String> OF_THE_CLUSTER =
      Set.of(
          "up",
          "kube_deployment_spec_replicas",
          "kube_deployment_status_replicas_available",
          "kube_pod_container_resource_limits",
          "container_memory_working_set_bytes");

  /** Quarkus' own, of every service with a registry. */
  private static final String REQUESTS = "http_server_requests_seconds_count";

  @Test
  void everyNumberThatIsNamedIsCounted() throws IOException {
    Set<String> named = new TreeSet<>();
    var manifests = CHART.render("closed-network");
    Stream.of(
            manifests.of("PrometheusRule").flatMap(rule -> rule.findValues("expr").stream()),
            dashboard().findValues("expr").stream(),
            dashboard().findValues("query").stream())
        .flatMap(expressions -> expressions)
        .map(JsonNode::asText)
        .flatMap(
            text -> Stream.concat(NAMED.matcher(text).results(), LISTED.matcher(text).results()))
        .forEach(result -> named.add(result.group(1)));
    manifests
        .of("HorizontalPodAutoscaler")
        .flatMap(scaler -> Manifests.stream(scaler.at("/spec/metrics")))
        .filter(metric -> metric.has("pods"))
        .forEach(metric -> named.add(metric.at("/pods/metric/name").asText()));

    assertThat(named).contains("cloister_streams_open", "cloister_answers_running", REQUESTS, "up");
    named.removeAll(OF_THE_CLUSTER);
    named.remove(REQUESTS);
    assertThat(registered()).containsAll(named);
  }

  @Test
  void everyServiceCountsItsRequests() throws IOException {
    for (String service : SERVICES) {
      assertThat(Path.of("..", service, "pom.xml"))
          .content()
          .contains("quarkus-micrometer-registry-prometheus");
    }
  }

  private static JsonNode dashboard() throws IOException {
    return Chart.YAML.readTree(CHART.folder().resolve("dashboards/cloister.json").toFile());
  }

  /** As Micrometer names them for Prometheus. */
  private static Set<String> registered() {
    return SERVICES.stream()
        .flatMap(service -> sources(Path.of("..", service, "src/main/java")))
        .flatMap(source -> REGISTERED.matcher(source).results())
        .map(
            result ->
                result.group(2).replace('.', '_')
                    + switch (result.group(1)) {
                      case "Gauge" -> "";
                      case "Timer" -> "_seconds_count";
                      default -> "_total";
                    })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(MetricNamesTest::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
