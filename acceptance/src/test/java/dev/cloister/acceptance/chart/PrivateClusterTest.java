package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code k8s/private-cluster.yaml}, by the rules of eksctl's validation of private clusters. */
class PrivateClusterTest {

  /** EKS asks more for a version whose standard support has ended. */
  @Test
  void itsVersionIsNotOneOfYesterday() throws IOException {
    String version =
        Chart.YAML
            .readTree(Kustomize.FOLDER.resolve("private-cluster.yaml").toFile())
            .at("/metadata/version")
            .asText();

    assertThat(version).startsWith("1.");
    assertThat(Integer.parseInt(version.substring(2)))
        .as("1.34 is in standard support until December 2026")
        .isGreaterThan(34);
  }

  @Test
  void eksctlTakesIt() throws IOException {
    JsonNode cluster =
        Chart.YAML.readTree(Kustomize.FOLDER.resolve("private-cluster.yaml").toFile());

    assertThat(cluster.at("/privateCluster/enabled").asBoolean()).isTrue();
    // A network that is there already has to name its private subnets.
    assertThat(cluster.at("/vpc/subnets/private")).isNotEmpty();
    assertThat(cluster.at("/vpc/subnets/public").isMissingNode()).isTrue();
    assertThat(cluster.at("/vpc/clusterEndpoints").isMissingNode()).as("set by eksctl").isTrue();
    assertThat(cluster.at("/managedNodeGroups"))
        .isNotEmpty()
        .allMatch(nodes -> nodes.path("privateNetworking").asBoolean());
  }
}
