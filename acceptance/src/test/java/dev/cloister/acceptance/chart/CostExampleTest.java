package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/operations.md} adds up, and counts what the scenario makes. */
class CostExampleTest {

  /** Its rows by what they are for: count, of what, price, a month. */
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private final String example;

  CostExampleTest() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    int from = page.indexOf("### An example: 200 people");
    example = page.substring(from, page.indexOf("\n## ", from));
    example
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
        .skip(1)
        .forEach(cells -> rows.put(cells.get(1), cells.subList(2, cells.size())));
  }

  @Test
  void everyLineIsItsProductAndTheLastTheirSum() {
    BigDecimal together = BigDecimal.ZERO;
    BigDecimal models = BigDecimal.ZERO;
    String last = rows.keySet().stream().reduce((a, b) -> b).orElseThrow();
    for (String what : rows.keySet()) {
      BigDecimal month = number(rows.get(what).getLast());
      if (what.equals(last)) {
        assertThat(month).isEqualTo(together);
      } else {
        BigDecimal product = number(rows.get(what).get(2));
        for (String factor : rows.get(what).getFirst().split("×")) {
          product = product.multiply(number(factor));
        }
        assertThat(month).as(what).isEqualTo(product.setScale(2, RoundingMode.HALF_UP));
        together = together.add(month);
        models = what.startsWith("Bedrock") ? models.add(month) : models;
      }
    }
    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(models).isPositive();
    assertThat(example).contains("Without models that is " + together.subtract(models) + ",");
  }

  @Test
  void whatIsCountedIsWhatTheScenarioMakes() throws IOException {
    var made = Foundation.CHART.render("closed-network");
    long addresses =
        made.of("VPCEndpoint").mapToLong(endpoint -> endpoint.at("/spec/subnetIDs").size()).sum();
    JsonNode cluster =
        Chart.YAML.readTree(Kustomize.FOLDER.resolve("private-cluster.yaml").toFile());
    JsonNode group = cluster.at("/managedNodeGroups/0");

    assertThat(count("interface endpoints")).isEqualTo(addresses);
    assertThat(count("resolver"))
        .isEqualTo(
            made.one("ResolverEndpoint", "cloister-resolver").at("/spec/ipAddresses").size());
    assertThat(count("hosted zone")).isEqualTo(made.of("HostedZone").count());
    assertThat(count("its objects"))
        .isEqualTo(
            made.objects().stream()
                .filter(o -> o.path("apiVersion").asText().contains(".services.k8s.aws/"))
                .count());
    assertThat(count("KMS")).isEqualTo(made.of("Key").count());
    assertThat(count("nodes")).isEqualTo(2 + group.path("desiredCapacity").asInt());
    assertThat(row("their volumes").getFirst())
        .isEqualTo(count("nodes") + " × " + group.path("volumeSize").asInt());
    assertThat(made.one("EC2NodeClass", "cloister").toString())
        .contains("\"volumeSize\":\"" + group.path("volumeSize").asInt() + "Gi\"");
  }

  private List<String> row(String beginning) {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row " + beginning))
        .getValue();
  }

  private long count(String beginning) {
    return number(row(beginning).getFirst().split("×")[0]).longValueExact();
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.replace(",", "").strip());
  }
}
