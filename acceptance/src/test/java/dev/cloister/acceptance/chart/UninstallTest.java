package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a release takes along, what stays, and what {@code docs/operations.md} says of it. */
class UninstallTest {

  private static final Set<String> HOLD_DATA = Set.of("Table", "Bucket", "Key", "Alias");

  private final String section;

  UninstallTest() throws IOException {
    String page = Files.readString(Path.of("../docs/operations.md"));
    int from = page.indexOf("## Uninstall\n");
    section = page.substring(from, page.indexOf("\n## ", from));
  }

  /** Helm leaves the object, and ACK what the object stands for. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void whatHoldsDataOutlivesItsRelease(String scenario) {
    for (JsonNode object : Foundation.CHART.render(scenario).objects()) {
      JsonNode annotations = object.at("/metadata/annotations");
      boolean data = HOLD_DATA.contains(Manifests.kind(object));
      assertThat(annotations.path("helm.sh/resource-policy").asText("none"))
          .as(Manifests.title(object))
          .isEqualTo(data ? "keep" : "none");
      assertThat(annotations.path("services.k8s.aws/deletion-policy").asText("none"))
          .as(Manifests.title(object))
          .isEqualTo(data ? "retain" : "none");
    }
  }

  @Test
  void tablesAreProtectedUntilSomebodySaysOtherwise() {
    assertThat(Foundation.CHART.render("minimal").of("Table"))
        .hasSize(3)
        .allMatch(table -> table.at("/spec/deletionProtectionEnabled").asBoolean());
  }

  @ParameterizedTest
  @CsvSource({
    "cloister, ''",
    "cloister-foundation, inside",
    "cloister-foundation, outside",
  })
  void whatGoesAndStaysIsSaidOfEveryKind(String name, String half) {
    var goes = new TreeSet<String>();
    var stays = new TreeSet<String>();
    var chart = Chart.named(name);
    for (String scenario : chart.scenarios()) {
      for (JsonNode object : chart.render(scenario).objects()) {
        boolean outside = object.path("apiVersion").asText().startsWith("iam.");
        boolean hook = object.at("/metadata/annotations").has("was-hook");
        if (half.isEmpty() || outside == half.equals("outside")) {
          (hook || HOLD_DATA.contains(Manifests.kind(object)) ? stays : goes)
              .add(Manifests.kind(object));
        }
      }
    }
    stays.removeAll(goes); // A policy that a test takes along itself.

    String[] row =
        section
            .lines()
            .filter(l -> l.startsWith("| `" + name + "`" + (half.isEmpty() ? " " : ", `" + half)))
            .findFirst()
            .orElseThrow()
            .split("\\|");
    assertThat(kinds(row[2])).isEqualTo(goes);
    assertThat(kinds(row[3])).isEqualTo(stays);
  }

  private static Set<String> kinds(String cell) {
    return Pattern.compile("`(\\w+)`")
        .matcher(cell)
        .results()
        .map(kind -> kind.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whateverIsDeletedForGoodIsNamedAsItIs() {
    var manifests = Foundation.CHART.render("closed-network");
    String forGood = section.substring(section.indexOf("### For good\n"));
    for (String kind : HOLD_DATA) {
      String group = manifests.of(kind).findFirst().orElseThrow().path("apiVersion").asText();
      assertThat(forGood)
          .containsPattern(
              "kubectl [^\n]*\\b"
                  + kind.toLowerCase()
                  + "(es|s)\\."
                  + Pattern.quote(group.substring(0, group.indexOf('/'))));
    }
    var tables = Pattern.compile("for table in ([a-z -]+);").matcher(forGood);
    assertThat(tables.find()).isTrue();
    assertThat(tables.group(1).split(" "))
        .containsExactlyInAnyOrderElementsOf(
            manifests.of("Table").map(t -> t.at("/spec/tableName").asText()).toList());
    assertThat(forGood)
        .contains(
            "delete-alias --alias-name "
                + manifests.one("Alias", "cloister").at("/spec/name").asText());
  }

  /** By way of these endpoints everything else is deleted. */
  @Test
  void whatHasToOutliveTheReleaseIsThere() {
    var manifests = Foundation.CHART.render("closed-network");
    var told =
        Pattern.compile(
                "annotate (\\w+)\\.\\S+ ([a-z0-9 -]+) services.k8s.aws/deletion-policy=retain")
            .matcher(section)
            .results()
            .toList();
    assertThat(told).hasSize(2);
    for (String name : told.getFirst().group(2).split(" ")) {
      manifests.one("VPCEndpoint", name);
    }
    manifests.one("SecurityGroup", told.getLast().group(2));
  }
}
