package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked in is what the builds of the services write. */
class KustomizeBaseTest {

  /** With {@code -Dcloister.write=true} the file is written anew. */
  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "feedback-service", "history-service"})
  void theBaseIsWhatTheBuildWrites(String service) throws IOException {
    assertThat(GeneratedBase.generated(service)).as("mvn package writes it").exists();
    String wanted = GeneratedBase.of(service);
    if (Boolean.getBoolean("cloister.write")) {
      Files.writeString(GeneratedBase.checkedIn(service), wanted);
    }
    assertThat(GeneratedBase.checkedIn(service))
        .as("mvn -pl acceptance test -Dtest=KustomizeBaseTest -Dcloister.write=true writes it")
        .content()
        .isEqualTo(wanted);
    assertThat(wanted).doesNotContain("docker.io", "commit", "timestamp", "vcs");
  }
}
