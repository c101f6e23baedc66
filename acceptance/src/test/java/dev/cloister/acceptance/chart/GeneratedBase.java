package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A service's file of {@code k8s/base}: what quarkus-kubernetes has written when the service was
 * built, in one order and without what says who wrote it and when.
 */
final class GeneratedBase {

  private static final YAMLMapper WRITER =
      new YAMLMapper(
          YAMLFactory.builder()
              .enable(Feature.MINIMIZE_QUOTES)
              .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
              .disable(Feature.SPLIT_LINES)
              .build());

  /** For clients of the cluster itself, which none of the services is. */
  private static final String NAMESPACE_VARIABLE = "KUBERNETES_NAMESPACE";

  private static final String VERSION = version();

  private GeneratedBase() {}

  private static String version() {
    try {
      return Chart.YAML
          .readTree(Path.of("../helm/cloister/Chart.yaml").toFile())
          .path("appVersion")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path generated(String service) {
    return Path.of("..", service, "target/kubernetes/kubernetes.yml");
  }

  static Path checkedIn(String service) {
    return Path.of("../k8s/base", service + ".yaml");
  }

  /** The file as it should be. */
  static String of(String service) throws IOException {
    var file = new StringBuilder("# Written by the build of %s; see k8s/README.md.\n");
    try (var documents =
        Chart.YAML.readerFor(JsonNode.class).<JsonNode>readValues(generated(service).toFile())) {
      for (JsonNode object : documents.readAll()) {
        file.append(WRITER.writeValueAsString(canonical(object)));
      }
    }
    return file.toString().formatted(service);
  }

  private static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      node.properties()
          .forEach(member -> put(sorted, member.getKey(), canonical(member.getValue())));
      ObjectNode object = WRITER.createObjectNode();
      sorted.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = WRITER.createArrayNode();
      Manifests.stream(node)
          .filter(item -> !item.path("name").asText().equals(NAMESPACE_VARIABLE))
          .map(GeneratedBase::canonical)
          .sorted(Comparator.comparing(item -> item.path("name").asText()))
          .forEach(array::add);
      return array;
    }
    return node;
  }

  private static void put(TreeMap<String, JsonNode> members, String name, JsonNode value) {
    boolean wroteIt =
        List.of("app.quarkus.io/quarkus-version", "app.kubernetes.io/managed-by").contains(name);
    boolean empty = name.equals("annotations") && value.isEmpty();
    if (!wroteIt && !empty) {
      members.put(name, name.equals("image") ? ofThisVersion(value) : value);
    }
  }

  /** An overlay says the registry, and another tag; the last build may have had its own. */
  private static JsonNode ofThisVersion(JsonNode image) {
    String name = image.asText().replaceFirst(".*/", "").replaceFirst("[:@].*", "");
    return WRITER.getNodeFactory().textNode("cloister/" + name + ":" + VERSION);
  }
}
