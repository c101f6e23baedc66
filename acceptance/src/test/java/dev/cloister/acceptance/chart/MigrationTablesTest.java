package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.docs.SettingsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever comes from elsewhere finds each parameter there, and what it says of ours is so. */
class MigrationTablesTest {

  private static final List<String> CHARTS = List.of("cloister", "cloister-foundation");

  @ParameterizedTest
  @ValueSource(strings = {"genu", "gaia"})
  void everyParameterHasOneRow(String from) throws IOException {
    List<String> parameters =
        Files.readAllLines(Path.of("src/test/resources/docs", from + "-parameters.txt"));
    List<String> named = column(from, 1).stream().map(Mention::name).toList();

    assertThat(parameters)
        .hasSizeGreaterThan(70)
        .filteredOn(parameter -> Collections.frequency(named, parameter) != 1)
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"genu", "gaia"})
  void everyRowHasAnAnswer(String from) throws IOException {
    assertThat(rows(from))
        .hasSizeGreaterThan(20)
        .filteredOn(row -> !row.matches("\\|[^|]+\\|[^|]*\\w[^|]*\\|"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"genu", "gaia"})
  void everyValueIsOneOfItsChart(String from) throws IOException {
    List<Mention> values =
        column(from, 2).stream().filter(mention -> !mention.chart().isEmpty()).toList();

    assertThat(values).hasSizeGreaterThan(20);
    for (Mention value : values) {
      JsonNode there = values(value.chart()).at("/" + value.name().replace('.', '/'));
      assertThat(there.isMissingNode()).as(value.toString()).isFalse();
    }
  }

  /** Else it could be wrong without anybody noticing. */
  @ParameterizedTest
  @ValueSource(strings = {"genu", "gaia"})
  void everyValueSaysItsChart(String from) throws IOException {
    Set<String> first = new TreeSet<>();
    for (String chart : CHARTS) {
      values(chart).fieldNames().forEachRemaining(first::add);
    }

    assertThat(column(from, 2))
        .filteredOn(mention -> mention.parts().limit(1).anyMatch(first::contains))
        .isNotEmpty()
        .filteredOn(mention -> mention.chart().isEmpty())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"genu", "gaia"})
  void everySettingIsOne(String from) throws IOException {
    Set<String> settings = new TreeSet<>();
    for (String section :
        List.of("Every service", "chat-service", "history-service", "feedback-service")) {
      settings.addAll(SettingsPage.section(section));
    }

    assertThat(column(from, 2))
        .extracting(Mention::name)
        .filteredOn(name -> name.startsWith("cloister."))
        .isNotEmpty()
        .isSubsetOf(settings);
  }

  private static JsonNode values(String chart) throws IOException {
    return Chart.YAML.readTree(Path.of("../helm", chart, "values.yaml").toFile());
  }

  private static List<Mention> column(String from, int column) throws IOException {
    return rows(from).stream()
        .flatMap(row -> Mention.in(row.split("\\|")[column].strip()).stream())
        .toList();
  }

  /** Without heads and what is below them. */
  private static List<String> rows(String from) throws IOException {
    return Files.readAllLines(Path.of("../docs/migrating-from-" + from + ".md")).stream()
        .filter(line -> line.startsWith("| ") && !line.endsWith("| here |"))
        .toList();
  }
}
