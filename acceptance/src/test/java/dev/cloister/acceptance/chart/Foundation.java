package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The chart of what a platform team owns, and what its tests ask of it. */
final class Foundation {

  static final Chart CHART = Chart.named("cloister-foundation");
  static final String ACCOUNT = "arn:aws:iam::111122223333:";

  private Foundation() {}

  static List<String> scenarios() {
    return CHART.scenarios();
  }

  /** Those that make the services' roles. */
  static List<String> withRoles() {
    return CHART.scenarios().stream()
        .filter(s -> CHART.render(s).titles().contains("Role/cloister-chat"))
        .toList();
  }

  /** The AWS services that have an endpoint. */
  static Set<String> services(Manifests manifests) {
    var services = new TreeSet<String>();
    manifests
        .of("VPCEndpoint")
        .map(endpoint -> endpoint.at("/spec/serviceName").asText())
        .forEach(name -> services.add(name.replaceFirst("com.amazonaws.(eu-central-1.)?", "")));
    return services;
  }

  /** The policies that are told to whoever makes endpoints by hand, by service. */
  static Map<String, String> policies(String scenario) throws IOException {
    return policies(scenario, Map.of());
  }

  static Map<String, String> policies(String scenario, Map<String, ?> more) throws IOException {
    Map<String, Object> values = new HashMap<>(more);
    values.put("install", "policies");
    JsonNode told = CHART.render(scenario, values).objects().getFirst();
    var policies = new TreeMap<String, String>();
    for (JsonNode endpoint : Chart.YAML.readTree(told.at("/data/endpoints").asText())) {
      policies.put(endpoint.path("service").asText(), endpoint.path("policy").asText());
    }
    return policies;
  }

  static List<Statement> statements(Manifests manifests, String kind, String name) {
    return Statement.of(manifests.one(kind, name));
  }

  static Statement one(List<Statement> statements, String id) {
    return statements.stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no statement " + id));
  }
}
