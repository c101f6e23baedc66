package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that a chart renders to. */
public record Manifests(List<JsonNode> objects) {

  static String kind(JsonNode object) {
    return object.path("kind").asText();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** As {@code Deployment/chat-service}. */
  static String title(JsonNode object) {
    return kind(object) + "/" + name(object);
  }

  Stream<JsonNode> of(String kind) {
    return objects.stream().filter(object -> kind(object).equals(kind));
  }

  public JsonNode one(String kind, String name) {
    return of(kind)
        .filter(object -> name(object).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + "/" + name));
  }

  List<String> titles() {
    return objects.stream().map(Manifests::title).toList();
  }

  /** Every pod that comes of them: those of templates, and those that stand alone. */
  List<JsonNode> pods() {
    var pods = new ArrayList<JsonNode>();
    for (JsonNode object : objects) {
      switch (kind(object)) {
        case "Pod" -> pods.add(object);
        case "Deployment", "Job" -> pods.add(object.at("/spec/template"));
        case "CronJob" -> pods.add(object.at("/spec/jobTemplate/spec/template"));
        default -> {}
      }
    }
    return pods;
  }

  public static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
