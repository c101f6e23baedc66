package dev.cloister.localcloud.testkit.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How each route of a service is called. A route that this does not know how to call is an error:
 * whoever adds one says here what its parameters and its body are.
 */
public final class Requests {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;
  private final Map<String, String> things = new LinkedHashMap<>();
  private final Map<String, Body> bodies = new LinkedHashMap<>();

  /**
   * @param service for example {@code http://127.0.0.1:8081}
   */
  public Requests(URI service) {
    this.service = service;
  }

  /** What stands where a route has that parameter, in its path, its query or as a header. */
  public Requests thing(String parameter, String value) {
    things.put(parameter, value);
    return this;
  }

  /**
   * What a route takes.
   *
   * @param route for example {@code PATCH /v1/sessions/{sessionId}}
   */
  public Requests body(String route, String json) {
    return body(route, "application/json", json);
  }

  /** The same for a route that takes something else than JSON. */
  public Requests body(String route, String mediaType, String text) {
    bodies.put(route, new Body(mediaType, text));
    return this;
  }

  private record Body(String mediaType, String text) {}

  /** The answer to a call with all that was said. */
  public HttpResponse<String> send(Route route, Map<String, String> headers) {
    return send(route, things, headers);
  }

  Map<String, String> things() {
    return things;
  }

  HttpResponse<String> send(Route route, Map<String, String> with, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(address(route, with)).timeout(PATIENCE);
    headers.forEach(request::header);
    for (String header : route.headers()) {
      request.header(header, known(with.get(header), route, "header " + header));
    }
    if (route.hasBody()) {
      Body body = known(bodies.get(route.toString()), route, "body");
      request.header("Content-Type", body.mediaType());
      request.method(route.method(), BodyPublishers.ofString(body.text()));
    } else {
      request.method(route.method(), BodyPublishers.noBody());
    }
    return send(request.build());
  }

  private URI address(Route route, Map<String, String> with) {
    String path = route.path();
    var query = new StringBuilder();
    for (String parameter : route.parameters()) {
      String value = known(with.get(parameter), route, "parameter " + parameter);
      String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
      if (path.contains("{" + parameter + "}")) {
        path = path.replace("{" + parameter + "}", encoded);
      } else {
        query.append(query.isEmpty() ? '?' : '&').append(parameter).append('=').append(encoded);
      }
    }
    return service.resolve(path + query);
  }

  private static <T> T known(T value, Route route, String what) {
    if (value == null) {
      throw new AssertionError(
          "Nobody attacks "
              + route
              + " yet, because its "
              + what
              + " is not known here. Add it where this service's Requests are made.");
    }
    return value;
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
