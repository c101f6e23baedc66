package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

/** What both forms do with their heap: jars by what their images start, executables as built. */
class HeapOptionsTest {

  @Test
  void aServiceWhoseHeapIsFullEndsInBothForms() throws Exception {
    assertThat(ofJars()).contains("-XX:+ExitOnOutOfMemoryError");
    assertThat(ofExecutables()).contains("-R:+ExitOnOutOfMemoryError");
  }

  @Test
  void theHeapIsHalfOfWhatTheContainerMayUseInBothForms() throws Exception {
    assertThat(ofJars()).contains("-XX:MaxRAMPercentage=50");
    assertThat(ofExecutables()).contains("-R:MaximumHeapSizePercent=50");
  }

  private static List<String> ofJars() throws IOException {
    Path defaults =
        RunningPlatform.CHECKOUT.resolve(
            "service-edge/src/main/resources/META-INF/microprofile-config.properties");
    var properties = new Properties();
    properties.load(new StringReader(Files.readString(defaults)));
    return list(properties.getProperty("quarkus.jib.jvm-additional-arguments"));
  }

  private static List<String> ofExecutables() throws Exception {
    var pom =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(RunningPlatform.CHECKOUT.resolve("pom.xml").toFile());
    var arguments = pom.getElementsByTagName("quarkus.native.additional-build-args");
    assertThat(arguments.getLength()).isEqualTo(1);
    return list(arguments.item(0).getTextContent().replace("${cloister.native.more}", ""));
  }

  private static List<String> list(String arguments) {
    return List.of(arguments.split(","));
  }
}
