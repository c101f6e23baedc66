package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Karpenter is told of nodes. */
class KarpenterTest {

  @Test
  void nodesAreClosed() {
    var manifests = CHART.render("closed-network");
    assertThat(manifests.of("EC2NodeClass")).hasSize(2);
    manifests
        .of("EC2NodeClass")
        .map(node -> node.path("spec"))
        .forEach(
            spec -> {
              assertThat(spec.has("role")).as("IAM cannot be asked").isFalse();
              assertThat(spec.path("associatePublicIPAddress").asBoolean(true)).isFalse();
              JsonNode metadata = spec.path("metadataOptions");
              assertThat(metadata.path("httpTokens").asText()).isEqualTo("required");
              assertThat(metadata.path("httpPutResponseHopLimit").asInt()).isEqualTo(1);
              assertThat(spec.findValues("encrypted")).allMatch(JsonNode::asBoolean).isNotEmpty();
            });
    assertThat(manifests.one("NodePool", "cloister-gpu").at("/spec/template/spec/taints"))
        .as("nothing runs there by accident")
        .isNotEmpty();
  }

  /** For a role Karpenter would make one, by asking IAM. */
  @Test
  void nodesHaveAProfileThatIsThere() {
    var manifests = CHART.render("closed-network");
    String made = manifests.one("InstanceProfile", "cloister-node").at("/spec/name").asText();
    assertThat(made).isNotEmpty();
    assertThat(manifests.of("EC2NodeClass"))
        .allMatch(node -> node.at("/spec/instanceProfile").asText().equals(made));
    assertThat(
            CHART
                .render("existing-vpc")
                .one("EC2NodeClass", "cloister")
                .at("/spec/instanceProfile")
                .asText())
        .isEqualTo("nodes");
  }

  /** Weights of models are larger than what services leave on a disk. */
  @Test
  void volumesAreOfThePoolsSize() {
    var manifests =
        CHART.render(
            "closed-network",
            Map.of("karpenter.volume.size", "30Gi", "karpenter.gpuPool.volumeSize", "500Gi"));
    assertThat(manifests.one("EC2NodeClass", "cloister").findValuesAsText("volumeSize"))
        .containsExactly("30Gi");
    assertThat(manifests.one("EC2NodeClass", "cloister-gpu").findValuesAsText("volumeSize"))
        .containsExactly("500Gi");
  }

  /** Spot gives less notice than a long answer takes, so it is for whoever asks for it. */
  @Test
  void nodesAreOfTheKindsThatAreNamed() {
    var manifests = CHART.render("closed-network");
    assertThat(requirements(manifests, "cloister"))
        .containsEntry("kubernetes.io/os", Set.of("linux"))
        .containsEntry("kubernetes.io/arch", Set.of("arm64", "amd64"))
        .containsEntry("karpenter.sh/capacity-type", Set.of("on-demand", "spot"));
    assertThat(requirements(manifests, "cloister-gpu"))
        .containsEntry("kubernetes.io/os", Set.of("linux"))
        .containsEntry("kubernetes.io/arch", Set.of("amd64"))
        .containsEntry("karpenter.sh/capacity-type", Set.of("on-demand", "spot"));
    assertThat(requirements(CHART.render("existing-vpc"), "cloister"))
        .containsEntry("karpenter.sh/capacity-type", Set.of("on-demand"));
    assertThat(
            requirements(
                CHART.render("existing-vpc", Map.of("karpenter.pool.architectures[0]", "arm64")),
                "cloister"))
        .containsEntry("kubernetes.io/arch", Set.of("arm64"));
  }

  @Test
  void nodesGoAsTheBudgetsSay() throws Exception {
    JsonNode values = Chart.YAML.readTree(CHART.scenario("closed-network").toFile());
    List<JsonNode> pools = CHART.render("closed-network").of("NodePool").toList();
    assertThat(pools).hasSize(2);
    for (JsonNode pool : pools) {
      JsonNode disruption = pool.at("/spec/disruption");
      assertThat(disruption.path("consolidationPolicy").asText())
          .isEqualTo("WhenEmptyOrUnderutilized");
      assertThat(disruption.path("consolidateAfter").asText()).isEqualTo("10m");
      assertThat(disruption.path("budgets"))
          .hasSize(2)
          .isEqualTo(values.at("/karpenter/pool/budgets"));
    }
    assertThat(
            CHART
                .render("existing-vpc")
                .one("NodePool", "cloister")
                .at("/spec/disruption/budgets")
                .toString())
        .isEqualTo("[{\"nodes\":\"10%\"}]");
  }

  /** The values that nodes may have, by label. */
  private static Map<String, Set<String>> requirements(Manifests manifests, String pool) {
    return Manifests.stream(manifests.one("NodePool", pool).at("/spec/template/spec/requirements"))
        .filter(requirement -> requirement.path("operator").asText().equals("In"))
        .collect(
            Collectors.toMap(
                requirement -> requirement.path("key").asText(),
                requirement -> Statement.texts(requirement.path("values"))));
  }
}
