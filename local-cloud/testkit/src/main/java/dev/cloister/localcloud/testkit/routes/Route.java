package dev.cloister.localcloud.testkit.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One operation of a service.
 *
 * @param method in capitals
 * @param path with its parameters in braces
 * @param parameters the names of all of its path's and query's without which it cannot be called
 * @param headers the names of all headers without which it cannot be called
 * @param hasBody whether it takes one
 */
public record Route(
    String method, String path, List<String> parameters, List<String> headers, boolean hasBody) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  /**
   * All that the service's document has.
   *
   * @param management for example {@code http://127.0.0.1:9001}
   */
  public static List<Route> of(URI management) {
    var document = management.resolve("/q/openapi?format=json");
    // Upgraded to HTTP/2, the client's default, documents above 16 KiB were seen never to end.
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var response = http.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new AssertionError(document + " answered " + response.statusCode());
      }
      return in(JSON.readTree(response.body()).path("paths"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static List<Route> in(JsonNode paths) {
    var routes = new ArrayList<Route>();
    for (var path : paths.properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          var parameters = new ArrayList<JsonNode>();
          path.getValue().path("parameters").forEach(parameters::add);
          operation.getValue().path("parameters").forEach(parameters::add);
          routes.add(
              new Route(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  needed(parameters, Set.of("path", "query")),
                  needed(parameters, Set.of("header")),
                  operation.getValue().has("requestBody")));
        }
      }
    }
    return List.copyOf(routes);
  }

  private static List<String> needed(List<JsonNode> parameters, Set<String> places) {
    return parameters.stream()
        .filter(parameter -> parameter.path("required").asBoolean())
        .filter(parameter -> places.contains(parameter.path("in").asText()))
        .map(parameter -> parameter.path("name").asText())
        .toList();
  }

  /** Whether it is for administrators alone, going by its path. */
  public boolean isAdministrators() {
    return path.matches("/v1/(admin|users|bot-management)(/.*)?");
  }

  /** Whether it is for other services. */
  public boolean isInternal() {
    return path.startsWith("/internal/");
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
