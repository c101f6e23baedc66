package dev.cloister.acceptance.chart;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code k8s/mirror/charts.sh}, over a Helm that notes what it is asked. */
class MirrorChartsTest {

  private static final String REGISTRY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";

  @TempDir private Path folder;
  private FakeAws programs;

  @BeforeEach
  void fake() throws IOException {
    programs = FakeAws.in(folder);
    programs.program("helm", "#!/bin/sh\necho \"$*\" >>\"$(dirname \"$0\")/helm-calls\"\n");
  }

  @Test
  void everyChartIsPulledAndPushed() throws Exception {
    var run = programs.run("mirror/charts.sh", REGISTRY);

    assertThat(run.code()).as(run.said()).isZero();
    List<String> calls = Files.readAllLines(folder.resolve("helm-calls"));
    List<String[]> charts = list("charts.txt");
    assertThat(charts).isNotEmpty();
    assertThat(calls).hasSize(2 * charts.size());
    assertThat(calls.getFirst())
        .startsWith("pull oci://public.ecr.aws/karpenter/karpenter --version 1.14.1 ");
    assertThat(calls.get(1))
        .startsWith("push ")
        .endsWith("/karpenter-1.14.1.tgz oci://" + REGISTRY + "/charts");
    assertThat(calls)
        .anyMatch(
            call ->
                call.startsWith(
                    "pull aws-load-balancer-controller --repo https://aws.github.io/eks-charts"
                        + " --version 3.5.0 "))
        .anyMatch(
            call ->
                call.endsWith(
                    "/aws-load-balancer-controller-3.5.0.tgz oci://" + REGISTRY + "/charts"));
  }

  /** These number their charts for themselves: the image that goes with the chart's version. */
  private static final Map<String, String> NUMBERED_APART =
      Map.of(
          "aws-for-fluent-bit 0.2.0", "3.4.15",
          "prometheus-adapter 5.3.0", "0.12.0",
          "external-dns 1.21.1", "0.21.0");

  /** What the documents tell people to install is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-load-balancer-controller",
        "external-secrets",
        "karpenter",
        "aws-for-fluent-bit",
        "prometheus-adapter",
        "external-dns",
        "nvidia-device-plugin"
      })
  void chartAndImageAreListed(String name) throws IOException {
    for (String list : List.of("charts.txt", "images.txt")) {
      assertThat(Files.readAllLines(Kustomize.FOLDER.resolve("mirror").resolve(list)))
          .as(list)
          .anyMatch(line -> !line.startsWith("#") && line.contains(name));
    }
  }

  /** Charts and images of one thing are of one version. */
  @Test
  void chartsAreOfTheVersionsOfTheirImages() throws IOException {
    String images = Files.readString(Kustomize.FOLDER.resolve("mirror/images.txt"));
    list("charts.txt")
        .forEach(
            chart -> {
              String name = name(chart);
              String version = NUMBERED_APART.getOrDefault(name + " " + chart[1], chart[1]);
              assertThat(images).containsPattern(":v?" + version + "\\s+\\S*" + name);
            });
  }

  /** Those that are not copied as the list stands, too: a slip shows only where registries are. */
  @ParameterizedTest
  @ValueSource(strings = {"k8s/bootstrap/README.md", "helm/cloister-foundation/RUNBOOK.md"})
  void documentsInstallWhatIsListed(String page) throws IOException {
    Set<String> listed = new HashSet<>();
    for (String[] chart : list("charts.txt")) {
      listed.add(chart[2] + chart[0].substring(chart[0].lastIndexOf('/')) + " " + chart[1]);
    }
    assertThat(
            Pattern.compile("oci://REGISTRY/(\\S+)(?: --version (\\S+))?")
                .matcher(Files.readString(Path.of("..", page)))
                .results()
                .map(found -> found.group(1) + " " + found.group(2)))
        .isNotEmpty()
        .isSubsetOf(listed);
  }

  @Test
  void everyImageIsNamedByItsDigest() throws IOException {
    assertThat(Files.readAllLines(Kustomize.FOLDER.resolve("mirror/images.txt")))
        .filteredOn(line -> line.matches("#?\\S+[.]\\S+/.*"))
        .hasSizeGreaterThan(10)
        .allMatch(line -> line.matches("#?\\S+:\\S+ +\\S+ +sha256:[0-9a-f]{64}"));
  }

  /** Objects of Karpenter are checked by the definitions of the version that is installed. */
  @Test
  void karpenterIsOfTheVersionOfItsDefinitions() throws IOException {
    Path definitions = Path.of("../../shared/crds/README.md");
    assumeTrue(Files.exists(definitions), "there are no definitions beside the checkout");
    var tag = Pattern.compile("karpenter-provider-aws \\| v(\\S+) ");
    var found = tag.matcher(Files.readString(definitions));
    assertThat(found.find()).isTrue();

    assertThat(list("charts.txt"))
        .filteredOn(chart -> name(chart).equals("karpenter"))
        .extracting(chart -> chart[1])
        .containsExactly(found.group(1));
  }

  /**
   * A chart names public registries until it is told otherwise; its keys are those of a version.
   */
  @Test
  void everyChartIsToldWhereItsImagesAre() throws IOException {
    Set<String> images = list("images.txt").stream().map(image -> image[1]).collect(toSet());
    Set<String> told = new HashSet<>();
    for (String[] chart : list("charts.txt")) {
      Path file = Kustomize.FOLDER.resolve("mirror/values/" + name(chart) + ".yaml");
      assertThat(Files.readAllLines(file))
          .first()
          .as("looked at again for each version")
          .isEqualTo("# Keys of " + name(chart) + " " + chart[1] + ".");
      List<String> repositories = Chart.YAML.readTree(file.toFile()).findValuesAsText("repository");
      assertThat(repositories).as(name(chart)).isNotEmpty();
      for (String repository : repositories) {
        assertThat(repository).startsWith("REGISTRY/");
        assertThat(images).contains(repository.substring("REGISTRY/".length()));
        assertThat(repository).contains(name(chart));
        told.add(repository.substring("REGISTRY/".length()));
      }
    }
    images.removeIf(image -> image.startsWith("base/"));
    assertThat(told).as("every image is one of a chart").isEqualTo(images);
    try (Stream<Path> files = Files.list(Kustomize.FOLDER.resolve("mirror/values"))) {
      assertThat(files).hasSameSizeAs(list("charts.txt"));
    }
  }

  /** A tag that a chart is told is the one that is copied. */
  @Test
  void tagsAreThoseOfTheList() throws IOException {
    JsonNode image = values("aws-for-fluent-bit").path("image");

    assertThat(list("images.txt"))
        .extracting(listed -> listed[0])
        .anyMatch(source -> source.endsWith("/aws-for-fluent-bit:" + image.path("tag").asText()));
  }

  @Test
  void whatIsNotReachedIsNotAsked() throws IOException {
    JsonNode loadBalancers = values("aws-load-balancer-controller");
    for (String closed : List.of("enableShield", "enableWaf", "enableWafv2")) {
      assertThat(loadBalancers.path(closed).asBoolean(true)).as(closed).isFalse();
    }
    assertThat(loadBalancers.path("vpcId").asText()).isEqualTo("VPC");
    assertThat(values("karpenter").at("/settings/isolatedVPC").asBoolean()).isTrue();
    assertThat(loadBalancers.path("region").asText()).isEqualTo("REGION");
    assertThat(values("aws-for-fluent-bit").at("/cloudWatchLogs/region").asText())
        .isEqualTo("REGION");
  }

  /** Nothing else in the cluster marks a node that has GPUs. */
  @Test
  void gpusAreToldOfByNodesOfTheGpuPool() throws IOException {
    JsonNode wanted = values("nvidia-device-plugin").findValue("matchExpressions").path(0);
    assertThat(wanted.path("key").asText())
        .isEqualTo("karpenter.k8s.aws/instance-gpu-manufacturer");
    assertThat(wanted.path("values").toString()).isEqualTo("[\"nvidia\"]");
    JsonNode taints =
        Foundation.CHART
            .render("closed-network")
            .one("NodePool", "cloister-gpu")
            .at("/spec/template/spec/taints");
    assertThat(taints.findValuesAsText("key"))
        .as("the chart tolerates this one")
        .containsExactly("nvidia.com/gpu");
  }

  /** What people find stays in their network. */
  @Test
  void recordsAreKeptInPrivateZonesOnly() throws IOException {
    JsonNode records = values("external-dns");
    assertThat(records.at("/extraArgs/aws-zone-type").asText()).isEqualTo("private");
    assertThat(records.at("/domainFilters/0").asText()).isEqualTo("DOMAIN");
    assertThat(records.at("/env/0").toString())
        .isEqualTo("{\"name\":\"AWS_REGION\",\"value\":\"REGION\"}");
  }

  /** ECR takes no push to a repository that is not there. */
  @Test
  void everyRepositoryIsNamed() throws Exception {
    Set<String> wanted = list("images.txt").stream().map(image -> image[1]).collect(toSet());
    list("charts.txt").forEach(chart -> wanted.add(chart[2] + "/" + name(chart)));
    Chart.named("cloister")
        .render("minimal")
        .of("Deployment")
        .forEach(service -> wanted.add("cloister/" + Manifests.name(service)));

    var run = programs.run("mirror/repositories.sh");

    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.out().lines())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static JsonNode values(String chart) throws IOException {
    return Chart.YAML.readTree(
        Kustomize.FOLDER.resolve("mirror/values/" + chart + ".yaml").toFile());
  }

  /** The lines of a list, each in its words. */
  private static List<String[]> list(String name) throws IOException {
    return Files.readAllLines(Kustomize.FOLDER.resolve("mirror").resolve(name)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\s+"))
        .toList();
  }

  private static String name(String[] chart) {
    return chart[0].replaceFirst(".*/", "");
  }

  @Test
  void aLineThatIsNoneIsSaid() throws Exception {
    Path list = Files.writeString(folder.resolve("charts.txt"), "oci://a.example/b 1.0\n");

    var run = programs.run("mirror/charts.sh", REGISTRY, list.toString());

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("this line is not 'source version target'");
  }
}
