package dev.cloister.localcloud.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceCommandTest {

  private static final String FIRST_COMPILER_ALONE = "-XX:TieredStopAtLevel=1";

  @TempDir Path root;

  @BeforeEach
  void itIsBuilt() throws Exception {
    Path jar = Service.HISTORY.jar(root);
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);
  }

  @Test
  void whoeverTriesItDoesNotWaitForCodeThatServesMany() {
    assertThat(command()).contains(FIRST_COMPILER_ALONE);
  }

  @Test
  void whatIsMeasuredIsCompiledAsInACluster() {
    assertThat(command("--optimize")).doesNotContain(FIRST_COMPILER_ALONE);
  }

  private List<String> command(String... arguments) {
    Options options = Options.parse(root, arguments);
    return ServiceCommand.packaged(Service.HISTORY, root, options.optimize());
  }
}
