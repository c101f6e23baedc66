package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    List<String> charts =
        Files.readAllLines(Kustomize.FOLDER.resolve("mirror/charts.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();
    assertThat(charts).isNotEmpty();
    assertThat(calls).hasSize(2 * charts.size());
    assertThat(calls.getFirst())
        .startsWith("pull oci://public.ecr.aws/karpenter/karpenter --version 1.9.0 ");
    assertThat(calls.get(1))
        .startsWith("push ")
        .endsWith("/karpenter-1.9.0.tgz oci://" + REGISTRY + "/charts");
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

  /** These number their charts for themselves: the image that the chart of this version runs. */
  private static final Map<String, String> NUMBERED_APART =
      Map.of("aws-for-fluent-bit 0.2.0", "3.2.1", "prometheus-adapter 5.3.0", "0.12.0");

  /** What the documents tell people to install is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws-load-balancer-controller",
        "external-secrets",
        "karpenter",
        "aws-for-fluent-bit",
        "prometheus-adapter"
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
    Files.readAllLines(Kustomize.FOLDER.resolve("mirror/charts.txt")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\\s+"))
        .forEach(
            chart -> {
              String name = chart[0].replaceFirst(".*/", "").replaceFirst("-chart$", "");
              String version = NUMBERED_APART.getOrDefault(name + " " + chart[1], chart[1]);
              assertThat(images).containsPattern(name + "[a-z/-]*:v?" + version + "\\s");
            });
  }

  @Test
  void aLineThatIsNoneIsSaid() throws Exception {
    Path list = Files.writeString(folder.resolve("charts.txt"), "oci://a.example/b 1.0\n");

    var run = programs.run("mirror/charts.sh", REGISTRY, list.toString());

    assertThat(run.code()).isNotZero();
    assertThat(run.said()).contains("this line is not 'source version target'");
  }
}
