package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a chart's values is what they are. */
class ValuesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** With {@code -Dcloister.write=true} the page is written anew. */
  @ParameterizedTest
  @ValueSource(strings = {"cloister", "cloister-foundation"})
  void thePageListsEveryValue(String name) throws IOException {
    Chart chart = Chart.named(name);
    String wanted = ValuesPage.of(chart);
    if (Boolean.getBoolean("cloister.write")) {
      Files.writeString(ValuesPage.page(chart), wanted);
    }
    assertThat(ValuesPage.page(chart))
        .as("mvn -pl acceptance test -Dtest=ValuesTest -Dcloister.write=true writes it")
        .content()
        .isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloister", "cloister-foundation"})
  void theSchemaKnowsThemAndNoOthers(String name) throws IOException {
    Chart chart = Chart.named(name);
    JsonNode values = Chart.YAML.readTree(chart.folder().resolve("values.yaml").toFile());
    JsonNode schema = JSON.readTree(chart.folder().resolve("values.schema.json").toFile());
    Set<String> known = new TreeSet<>();
    known(schema, "", known);
    known.remove("global"); // Helm's own.
    Set<String> there = new TreeSet<>();
    there(values, schema, "", there);
    assertThat(known).isEqualTo(there);
  }

  private static void known(JsonNode schema, String path, Set<String> paths) {
    JsonNode properties = schema.path("properties");
    if (!properties.isEmpty()) {
      assertThat(schema.path("additionalProperties").asBoolean(true)).as(path).isFalse();
    }
    properties
        .properties()
        .forEach(
            property -> {
              String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
              paths.add(below);
              known(property.getValue(), below, paths);
            });
  }

  /** Down to where the schema leaves things open. */
  private static void there(JsonNode values, JsonNode schema, String path, Set<String> paths) {
    if (schema.path("properties").isEmpty()) {
      return;
    }
    values
        .properties()
        .forEach(
            value -> {
              String below = path.isEmpty() ? value.getKey() : path + "." + value.getKey();
              paths.add(below);
              there(value.getValue(), schema.path("properties").path(value.getKey()), below, paths);
            });
  }
}
