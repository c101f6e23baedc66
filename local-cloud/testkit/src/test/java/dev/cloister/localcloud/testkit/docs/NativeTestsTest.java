package dev.cloister.localcloud.testkit.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test of a service tests its executable, too, or CONTRIBUTING.md says why it cannot. */
class NativeTestsTest {

  private static final Pattern NATIVE =
      Pattern.compile("@QuarkusIntegrationTest\\s+class \\w+IT extends (\\w+)");
  private static final Pattern TEST =
      Pattern.compile("^@QuarkusTest\\b[^{]*?^(?:public )?class (\\w+Test)\\b", Pattern.MULTILINE);
  private static final Pattern DISABLED =
      Pattern.compile("@Disabled\\([^)]*\\)\\s+@Override\\s+@Test\\s+void (\\w+)");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @ParameterizedTest
  @ValueSource(strings = {"chat-service", "history-service", "feedback-service"})
  void whatTestsNoExecutableIsListedWithItsReason(String service) throws IOException {
    var missing = new TreeSet<String>();
    try (var files = Files.walk(Repository.root().resolve(service + "/src/test/java"))) {
      for (Path folder : files.filter(Files::isDirectory).toList()) {
        String code = code(folder);
        var tests = new TreeSet<>(named(TEST, code));
        tests.removeAll(named(NATIVE, code));
        missing.addAll(tests);
        missing.addAll(named(DISABLED, code));
      }
    }

    assertThat(missing).isEqualTo(listed(service));
  }

  private static TreeSet<String> listed(String service) throws IOException {
    String row = "| " + service + " | ";
    return Files.readAllLines(Repository.root().resolve("CONTRIBUTING.md")).stream()
        .filter(line -> line.startsWith(row))
        .map(line -> line.substring(row.length(), line.indexOf('|', row.length())))
        .flatMap(cell -> named(NAME, cell).stream())
        .collect(toCollection(TreeSet::new));
  }

  private static String code(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(NativeTestsTest::read)
          .collect(joining("\n"));
    }
  }

  private static List<String> named(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
