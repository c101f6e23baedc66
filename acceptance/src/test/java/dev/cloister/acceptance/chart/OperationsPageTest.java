package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code docs/operations.md} says of alarms and endpoints is what the charts make. */
class OperationsPageTest {

  private static final Path PAGE = Path.of("../docs/operations.md");

  @Test
  void everyAlarmSaysWhatToDo() throws IOException {
    Set<String> made =
        Chart.named("cloister")
            .render("closed-network")
            .of("PrometheusRule")
            .flatMap(rule -> rule.findValues("alert").stream())
            .map(JsonNode::asText)
            .collect(Collectors.toSet());

    Set<String> described =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `Cloister"))
            .map(line -> line.split("`")[1])
            .collect(Collectors.toSet());

    assertThat(made).isNotEmpty().isEqualTo(described);
  }

  /**
   * An autoscaler leaves 0 alone, and so does an upgrade: whoever reads of 0 reads of the way back.
   */
  @Test
  void whoeverScalesToNothingIsToldTheWayBack() throws IOException {
    assertThat(
            Chart.named("cloister")
                .render("closed-network")
                .one("Deployment", "chat-service")
                .path("spec")
                .has("replicas"))
        .isFalse();
    String page = Files.readString(PAGE);
    for (String section : List.of("## Scale", "## Back up and restore")) {
      String text = page.substring(page.indexOf(section + "\n"));
      assertThat(text.substring(0, text.indexOf("\n## ", 1)))
          .as(section)
          .contains("--replicas 0", "`autoscaling`", "--replicas 2`");
    }
  }

  /** The load balancer is protected, and hooks are no part of a release. */
  @Test
  void whoeverTakesItAwayIsToldWhatHolds() throws IOException {
    var manifests = Chart.named("cloister").render("minimal");
    String page = Files.readString(PAGE);
    String text = page.substring(page.indexOf("## Uninstall\n"));
    text = text.substring(0, text.indexOf("\n## ", 1));

    assertThat(manifests.one("Ingress", "cloister").toString())
        .contains("deletion_protection.enabled=true");
    assertThat(text.indexOf("ingress.deletionProtection=false"))
        .isPositive()
        .isLessThan(text.indexOf("helm uninstall cloister"));
    Set<String> stay =
        manifests.objects().stream()
            .filter(o -> o.at("/metadata/annotations").has("was-hook"))
            .filter(o -> !o.toString().contains("hook-succeeded,hook-failed"))
            .map(o -> Manifests.kind(o).equals("Job") ? "the Jobs of `helm test`" : named(o))
            .collect(Collectors.toSet());
    assertThat(stay).hasSize(2);
    assertThat(text).contains(stay);
  }

  /** A hook of the installation: an upgrade does not make it. */
  @Test
  void theWayBackToTheChartsOwnKeyNamesItsSecret() throws IOException {
    JsonNode secret =
        Chart.named("cloister").render("minimal").one("Secret", "cloister-page-token");
    assertThat(secret.at("/metadata/annotations/was-hook").asText()).isEqualTo("pre-install");
    assertThat(secret.path("stringData").has("key")).isTrue();
    assertThat(Files.readString(PAGE))
        .contains("create secret generic cloister-page-token --from-literal=key=");
  }

  private static String named(JsonNode object) {
    return "the " + Manifests.kind(object) + " `" + Manifests.name(object) + "`";
  }

  /** What is said of a restore is what the endpoint lets through. */
  @Test
  void theRestoreThatIsDescribedIsAllowed() throws IOException {
    String page = Files.readString(PAGE);
    Set<String> may =
        Foundation.one(
                Foundation.statements(
                    Foundation.CHART.render("closed-network"), "VPCEndpoint", "cloister-dynamodb"),
                "Administer")
            .resources();

    Set<String> named =
        Pattern.compile("--(?:source-|target-)?table-name ([a-z0-9-]+)")
            .matcher(page)
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());

    assertThat(named).containsExactlyInAnyOrder("cloister-history", "cloister-history-2");
    for (String table : named) {
      String arn = "arn:aws:dynamodb:eu-central-1:111122223333:table/" + table;
      assertThat(may).anyMatch(wild -> arn.matches(wild.replace("*", ".*")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"closed-network", "existing-vpc"})
  void endpointsAreAsManyAsTheyAre(String scenario) throws IOException {
    long made =
        Foundation.CHART
            .render(scenario)
            .of("VPCEndpoint")
            .filter(endpoint -> endpoint.at("/spec/vpcEndpointType").asText().equals("Interface"))
            .count();

    var said = Pattern.compile("<!-- " + scenario + " -->(\\d+)").matcher(Files.readString(PAGE));
    assertThat(said.find()).isTrue();
    assertThat(Long.parseLong(said.group(1))).isEqualTo(made);
  }

  /** Whoever switches something on can see what it costs. */
  @Test
  void everyEndpointAndItsSwitchHaveARow() throws IOException {
    Path chart = Foundation.CHART.folder();
    Set<String> can =
        Pattern.compile("(?m)^([a-z0-9.-]+): (?:Interface|Gateway)$")
            .matcher(Files.readString(chart.resolve("templates/_endpoints.tpl")))
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    Set<String> switches = new TreeSet<>();
    Chart.YAML
        .readTree(chart.resolve("values.yaml").toFile())
        .at("/endpoints/features")
        .fieldNames()
        .forEachRemaining(feature -> switches.add("`endpoints.features." + feature + "`"));

    Set<String> rows =
        costs()
            .filter(line -> line.matches("\\| `.*\\| .* \\| (interface|gateway).*"))
            .flatMap(line -> Pattern.compile("`([^`]+)`").matcher(line.split("\\|")[1]).results())
            .map(result -> result.group(1))
            .collect(Collectors.toSet());

    assertThat(can).hasSizeGreaterThan(20).isEqualTo(rows);
    assertThat(switches).isNotEmpty();
    assertThat(costs().collect(Collectors.joining("\n"))).contains(switches);
  }

  /** Kinds that cost nothing are few, and named here. */
  @Test
  void everyKindThatCostsHasARow() throws IOException {
    Set<String> free =
        Set.of(
            "Alias",
            "ConfigMap",
            "InstanceProfile",
            "Job", // some minutes of a pod
            "NetworkPolicy",
            "OpenIDConnectProvider",
            "Policy",
            "Role",
            "SecurityGroup",
            "ServiceAccount",
            "VPCEndpoint"); // has a table of its own
    Set<String> made = new TreeSet<>();
    for (String scenario : Foundation.scenarios()) {
      Foundation.CHART.render(scenario).objects().stream()
          .map(Manifests::kind)
          .filter(kind -> !free.contains(kind))
          .forEach(made::add);
    }

    Set<String> rows =
        costs()
            .filter(line -> line.startsWith("| "))
            .flatMap(line -> Pattern.compile("<!-- ([A-Z][^>]*) -->").matcher(line).results())
            .flatMap(result -> Stream.of(result.group(1).split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(made).isEqualTo(rows);
  }

  private static Stream<String> costs() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("## What it costs");
    return page.substring(from, page.indexOf("\n## ", from)).lines();
  }
}
