package dev.cloister.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
}
