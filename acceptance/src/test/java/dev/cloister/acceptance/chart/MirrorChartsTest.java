package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            .filter(line -> line.startsWith("oci:"))
            .toList();
    assertThat(charts).isNotEmpty();
    assertThat(calls).hasSize(2 * charts.size());
    assertThat(calls.getFirst())
        .startsWith("pull oci://public.ecr.aws/karpenter/karpenter --version 1.9.0 ");
    assertThat(calls.get(1))
        .startsWith("push ")
        .endsWith("/karpenter-1.9.0.tgz oci://" + REGISTRY + "/charts");
  }

  /** Charts and images of one thing are of one version. */
  @Test
  void chartsAreOfTheVersionsOfTheirImages() throws IOException {
    String images = Files.readString(Kustomize.FOLDER.resolve("mirror/images.txt"));
    Files.readAllLines(Kustomize.FOLDER.resolve("mirror/charts.txt")).stream()
        .filter(line -> line.startsWith("oci:"))
        .map(line -> line.split("\\s+"))
        .forEach(
            chart -> {
              String name = chart[0].replaceFirst(".*/", "").replaceFirst("-chart$", "");
              assertThat(images).containsPattern(name + "[a-z/-]*:v?" + chart[1] + "\\s");
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
