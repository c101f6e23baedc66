package dev.cloister.acceptance.chart;

import static dev.cloister.acceptance.chart.Foundation.CHART;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is open in a policy is listed with its reason. */
@Promise(16)
class FoundationWildcardsTest {

  private record Reason(String kind, String statement, String ends, String reason) {}

  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void everyWildcardHasItsReason(String scenario) throws IOException {
    List<Reason> reasons = reasons();
    for (JsonNode object : CHART.render(scenario).objects()) {
      for (Statement statement : Statement.of(object)) {
        for (String wild : wildcards(statement)) {
          assertThat(reasons)
              .as("%s, %s: %s", Manifests.title(object), statement.id(), wild)
              .anyMatch(r -> fits(r, object, statement, wild));
        }
      }
    }
  }

  @Test
  void everyReasonIsNeeded() throws IOException {
    List<Reason> unused = new ArrayList<>(reasons());
    for (String scenario : CHART.scenarios()) {
      for (JsonNode object : CHART.render(scenario).objects()) {
        for (Statement statement : Statement.of(object)) {
          for (String wild : wildcards(statement)) {
            unused.removeIf(r -> fits(r, object, statement, wild));
          }
        }
      }
    }
    assertThat(unused).isEmpty();
    assertThat(reasons()).allMatch(r -> !r.reason().isBlank());
  }

  /** What is not the named principal's may not pass a policy that lets anybody in. */
  @ParameterizedTest
  @MethodSource("dev.cloister.acceptance.chart.Foundation#scenarios")
  void anybodyIsSomebody(String scenario) {
    Set<String> open = new TreeSet<>();
    for (JsonNode object : CHART.render(scenario).objects()) {
      for (Statement statement : Statement.of(object)) {
        boolean anybody = Statement.texts(statement.principal()).contains("*");
        boolean anyAws = Statement.texts(statement.principal().path("AWS")).contains("*");
        boolean told =
            !statement.only("ArnEquals", "aws:PrincipalArn").isEmpty()
                || !statement.only("StringEquals", "aws:PrincipalAccount").isEmpty();
        if (statement.allows() && (anybody || anyAws) && !told) {
          open.add(statement.id());
        }
      }
    }
    // Who has no role yet asks for one; layers are fetched with ECR's own signature; people have
    // no role.
    assertThat(open).isSubsetOf("RolesOfThisAccount", "LayersOfImages", "SignIn");
  }

  private static boolean fits(Reason reason, JsonNode object, Statement statement, String wild) {
    boolean whole = reason.ends().equals("*");
    return reason.kind().equals(Manifests.kind(object))
        && reason.statement().equals(statement.id())
        && (whole ? wild.equals("*") : wild.endsWith(reason.ends()));
  }

  private static Set<String> wildcards(Statement statement) {
    Set<String> wild = new HashSet<>();
    if (statement.allows()) {
      wild.addAll(statement.actions());
      wild.addAll(statement.resources());
      wild.removeIf(text -> !text.contains("*") && !text.contains("?"));
    }
    return wild;
  }

  private static List<Reason> reasons() throws IOException {
    return List.of(
        Chart.YAML.readValue(CHART.folder().resolve("reasons.yaml").toFile(), Reason[].class));
  }
}
