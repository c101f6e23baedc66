package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an API server would refuse an object for. Kinds of Kubernetes itself are checked by its
 * client, which knows every field; others by their definitions, where those lie beside the
 * checkout.
 */
final class Schemas {

  private static final Path DEFINITIONS = Path.of("../../shared/crds");

  /** More definitions, in a folder that whoever has them names. */
  private static final Optional<Path> MORE =
      Optional.ofNullable(System.getenv("CLOISTER_CRDS")).map(Path::of);

  /** Of these there are no definitions beside the checkout. */
  private static final Set<String> SELDOM_DEFINED =
      Set.of("route53.services.k8s.aws/v1alpha1", "route53resolver.services.k8s.aws/v1alpha1");

  private final Map<String, JsonNode> custom = new HashMap<>();

  Schemas() {
    if (Files.isDirectory(DEFINITIONS)) {
      readAll(DEFINITIONS);
    }
    MORE.ifPresent(this::readAll);
  }

  private void readAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(file -> file.toString().endsWith(".yaml")).forEach(this::read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path file) {
    try (var documents = Chart.YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      for (JsonNode definition : documents.readAll()) {
        String group = definition.at("/spec/group").asText();
        for (JsonNode version : definition.at("/spec/versions")) {
          String kind = definition.at("/spec/names/kind").asText();
          JsonNode schema = version.at("/schema/openAPIV3Schema");
          close(schema);
          custom.put(group + "/" + version.path("name").asText() + "/" + kind, schema);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An API server prunes what a definition does not know; here that is an error. */
  private static void close(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    if (!properties.isEmpty() && !open && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
    properties.forEach(Schemas::close);
    close(schema.path("items"), schema.path("additionalProperties"));
  }

  private static void close(JsonNode... schemas) {
    for (JsonNode schema : schemas) {
      if (schema.isObject()) {
        close(schema);
      }
    }
  }

  /** What is wrong with the object; empty where nothing is, or nobody here can say. */
  List<String> complaints(JsonNode object) {
    String version = object.path("apiVersion").asText();
    String kind = Manifests.kind(object);
    JsonNode schema = custom.get(version + "/" + kind);
    if (schema != null) {
      return byDefinition(object, schema);
    }
    Optional<Class<?>> model = model(version, kind);
    if (model.isPresent()) {
      return byClient(object, model.get());
    }
    return Files.isDirectory(DEFINITIONS) && !SELDOM_DEFINED.contains(version)
        ? List.of("nobody knows " + version + " " + kind)
        : List.of();
  }

  private static List<String> byDefinition(JsonNode object, JsonNode schema) {
    ObjectNode plain = object.deepCopy();
    plain.remove("metadata"); // The API server's own, which definitions leave open.
    return JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schema).validate(plain).stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> byClient(JsonNode object, Class<?> model) {
    try {
      JsonElement json = JsonParser.parseString(object.toString());
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
      return List.of();
    } catch (InvocationTargetException e) {
      return List.of(String.valueOf(e.getCause().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Class<?>> model(String apiVersion, String kind) {
    String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
    String name = version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1);
    try {
      return Optional.of(Class.forName(V1Pod.class.getPackageName() + "." + name + kind));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The complaints about all objects, each after its object's name. */
  List<String> complaints(Collection<JsonNode> objects) {
    var all = new ArrayList<String>();
    for (JsonNode object : objects) {
      complaints(object).forEach(c -> all.add(Manifests.title(object) + ": " + c));
    }
    return all;
  }
}
