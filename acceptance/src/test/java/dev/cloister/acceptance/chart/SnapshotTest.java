package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of a chart does to the least that one can install, for whoever reviews it. */
class SnapshotTest {

  private static final Path FOLDER = Path.of("src/test/resources/chart");

  /** With {@code -Dcloister.write=true} the snapshot is written anew. */
  @ParameterizedTest
  @ValueSource(strings = {"cloister", "cloister-foundation"})
  void theMinimalScenarioIsAsItWas(String name) throws IOException {
    String rendered =
        Chart.named(name)
            .text("minimal", Map.of())
            .replace("was-hook", "helm.sh/hook")
            // Made anew at each installation.
            .replaceAll("(?m)^  key: \\w{48}$", "  key: <48 random characters>");
    Path snapshot = FOLDER.resolve(name + "-minimal.yaml");
    if (Boolean.getBoolean("cloister.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(snapshot, rendered);
    }
    assertThat(snapshot)
        .as("mvn -pl acceptance test -Dtest=SnapshotTest -Dcloister.write=true writes it")
        .content()
        .isEqualTo(rendered);
  }
}
