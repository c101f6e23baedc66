package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of supported ways to install it names what is there, and nothing else. */
class ScenariosTest {

  private static final Pattern FILE = Pattern.compile("`([a-z-]+)`");

  @Test
  void theTableNamesEveryScenarioOfBothCharts() throws IOException {
    List<String[]> rows =
        Files.readAllLines(Path.of("../helm/README.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| scenario"))
            .map(line -> line.split("\\|"))
            .toList();

    assertThat(rows).hasSize(11);
    assertThat(files(rows, 2)).isEqualTo(new TreeSet<>(Chart.named("cloister").scenarios()));
    assertThat(files(rows, 3))
        .isEqualTo(new TreeSet<>(Chart.named("cloister-foundation").scenarios()));
  }

  /** Those that a column has; a dash has a reason. */
  private static Set<String> files(List<String[]> rows, int column) {
    return rows.stream()
        .map(row -> row[column].strip())
        .filter(
            cell -> {
              if (cell.startsWith("–")) {
                assertThat(cell.length()).as(cell).isGreaterThan(10);
                return cell.contains("as `");
              }
              return true;
            })
        .flatMap(cell -> FILE.matcher(cell).results())
        .map(file -> file.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
