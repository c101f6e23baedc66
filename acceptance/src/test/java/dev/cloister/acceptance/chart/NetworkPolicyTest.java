package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ways that each service has, and the others have not. */
class NetworkPolicyTest {

  private static final Chart CHART = Chart.named("cloister");
  private static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  /** An address of a pod is none that one could write down. */
  @Test
  void anIssuerInTheClusterIsReachedByItsPods() {
    Map<String, Object> changed = new HashMap<>();
    changed.put("networkPolicy.issuerCidrs", "null");
    changed.put("networkPolicy.issuerPort", 8443);
    changed.putAll(pods("networkPolicy.issuerPods", "identity", "keycloak"));
    var manifests = CHART.render("minimal", changed);
    for (String service : SERVICES) {
      assertThat(egress(manifests, service))
          .as(service)
          .contains(ofPods("identity", "keycloak") + " [8443]");
    }
  }

  @Test
  void aStreamStoreInTheClusterIsReachedByChatServiceAlone() {
    Map<String, Object> changed = new HashMap<>();
    changed.put("streams.url", "rediss://valkey.streams.svc:6380");
    changed.put("streams.port", 6380);
    changed.putAll(pods("streams.pods", "streams", "valkey"));
    var manifests = CHART.render("minimal", changed);
    String way = ofPods("streams", "valkey") + " [6380]";
    assertThat(egress(manifests, "chat-service")).contains(way);
    assertThat(egress(manifests, "history-service")).doesNotContain(way);
    assertThat(egress(manifests, "feedback-service")).doesNotContain(way);
  }

  @Test
  void networksAndPodsMayStandBesideEachOther() {
    Map<String, Object> changed = pods("networkPolicy.issuerPods", "identity", "keycloak");
    assertThat(egress(CHART.render("minimal", changed), "chat-service"))
        .contains(
            "{\"ipBlock\":{\"cidr\":\"10.8.0.0/24\"}}, "
                + ofPods("identity", "keycloak")
                + " [443]");
  }

  @Test
  void theStreamStoresNetworksAreReachedByChatServiceAlone() {
    var manifests = CHART.render("closed-network");
    String way = "{\"ipBlock\":{\"cidr\":\"10.0.32.0/24\"}} [6379]";
    assertThat(egress(manifests, "chat-service")).contains(way);
    assertThat(egress(manifests, "history-service")).doesNotContain(way);
    assertThat(egress(manifests, "feedback-service")).doesNotContain(way);
  }

  /** Where roles come from; IRSA asks STS instead. */
  @Test
  void theAgentOfPodIdentityIsReached() {
    String way = "{\"ipBlock\":{\"cidr\":\"169.254.170.23/32\"}} [80]";
    for (String service : SERVICES) {
      assertThat(egress(CHART.render("pod-identity"), service)).contains(way);
      assertThat(egress(CHART.render("minimal"), service)).doesNotContain(way);
    }
  }

  private static Map<String, Object> pods(String value, String namespace, String app) {
    return new HashMap<>(
        Map.of(
            value + ".namespaceLabels.kubernetes\\.io/metadata\\.name", namespace,
            value + ".podLabels.app", app));
  }

  private static String ofPods(String namespace, String app) {
    return ("{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"%s\"}},"
            + "\"podSelector\":{\"matchLabels\":{\"app\":\"%s\"}}}")
        .formatted(namespace, app);
  }

  /** Each rule as its peers and the ports. */
  private static List<String> egress(Manifests manifests, String service) {
    return Manifests.stream(manifests.one("NetworkPolicy", service).at("/spec/egress"))
        .map(
            rule ->
                String.join(", ", texts(rule.path("to")).toList())
                    + " "
                    + rule.path("ports").findValues("port"))
        .toList();
  }

  private static Stream<String> texts(JsonNode array) {
    return Manifests.stream(array).map(JsonNode::toString);
  }
}
