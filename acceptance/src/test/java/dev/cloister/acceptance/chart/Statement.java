package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** One statement of a policy of IAM, an endpoint, a key or a bucket. */
record Statement(
    String id,
    boolean allows,
    JsonNode principal,
    Set<String> actions,
    Set<String> resources,
    JsonNode condition) {

  /** Where each kind has its policy. */
  private static final List<String> PLACES =
      List.of("/spec/policyDocument", "/spec/assumeRolePolicyDocument", "/spec/policy");

  /** All statements of an object's policy; none where it has none. */
  static List<Statement> of(JsonNode object) {
    return PLACES.stream()
        .map(object::at)
        .filter(JsonNode::isTextual)
        .flatMap(text -> read(text.asText()).stream())
        .toList();
  }

  /** All statements of a policy. */
  static List<Statement> read(String policy) {
    try {
      return Manifests.stream(Chart.YAML.readTree(policy).path("Statement"))
          .map(
              s ->
                  new Statement(
                      s.path("Sid").asText(),
                      s.path("Effect").asText().equals("Allow"),
                      s.path("Principal"),
                      texts(s.path("Action")),
                      texts(s.path("Resource")),
                      s.path("Condition")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of one condition; none where it is not there. */
  Set<String> only(String operator, String key) {
    return texts(condition.path(operator).path(key));
  }

  /** A text stands for a list of one. */
  static Set<String> texts(JsonNode node) {
    return node.isTextual()
        ? Set.of(node.asText())
        : Set.copyOf(Manifests.stream(node).map(JsonNode::asText).toList());
  }
}
