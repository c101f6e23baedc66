package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An object as it means: Kubernetes' defaults left out, named ports as numbers, lists that have no
 * order sorted, and without what says who made it. Two that mean the same are equal.
 */
final class Plain {

  private static final Map<String, Set<String>> DEFAULTS =
      Map.ofEntries(
          Map.entry("initialDelaySeconds", Set.of("0")),
          Map.entry("successThreshold", Set.of("1")),
          Map.entry("timeoutSeconds", Set.of("1")),
          Map.entry("scheme", Set.of("HTTP")),
          Map.entry("defaultMode", Set.of("420")),
          Map.entry("optional", Set.of("false")),
          Map.entry("readOnly", Set.of("false")),
          Map.entry("protocol", Set.of("TCP")));

  private static final Set<String> LABELS_OF_THE_MAKER =
      Set.of(
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/part-of",
          "app.kubernetes.io/version",
          "helm.sh/chart");

  private static final Map<String, String> PORTS = Map.of("http", "8080", "management", "9000");

  private Plain() {}

  static JsonNode of(JsonNode node) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties().forEach(member -> put(sorted, member.getKey(), member.getValue()));
      ObjectNode plain = Chart.YAML.createObjectNode();
      sorted.forEach(plain::set);
      return plain;
    }
    if (node.isArray()) {
      ArrayNode plain = Chart.YAML.createArrayNode();
      Manifests.stream(node)
          .map(Plain::of)
          .sorted(Comparator.comparing(Plain::sortedBy))
          .forEach(plain::add);
      return plain;
    }
    return node;
  }

  private static void put(Map<String, JsonNode> plain, String name, JsonNode value) {
    boolean left =
        LABELS_OF_THE_MAKER.contains(name)
            || DEFAULTS.getOrDefault(name, Set.of()).contains(value.asText());
    if (!left) {
      plain.put(
          name,
          switch (name) {
            case "targetPort", "port" -> port(value);
            case "configMap" -> configMap(value);
            default -> of(value);
          });
    }
  }

  /** That of an Ingress is an object, and stays. */
  private static JsonNode port(JsonNode port) {
    return port.isObject()
        ? of(port)
        : Chart.YAML.getNodeFactory().textNode(PORTS.getOrDefault(port.asText(), port.asText()));
  }

  /** Kustomize adds what its content says. */
  private static JsonNode configMap(JsonNode configMap) {
    ObjectNode plain = of(configMap).deepCopy();
    return plain.put("name", withoutHash(plain.path("name").asText()));
  }

  static String withoutHash(String name) {
    return name.replaceFirst("-[a-z0-9]{10}$", "");
  }

  private static String sortedBy(JsonNode item) {
    return item.path("name").asText(item.toString());
  }
}
