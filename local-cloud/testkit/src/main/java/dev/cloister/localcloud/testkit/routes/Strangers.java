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
import java.util.UUID;

/**
 * Calls a service's routes with what belongs to somebody else, and with what never existed, for the
 * caller to see no difference. A route that this does not know how to call is an error: whoever
 * adds one says here what its parameters and its body are.
 */
public final class Strangers {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;
  private final Map<String, String> things = new LinkedHashMap<>();
  private final Map<String, Body> bodies = new LinkedHashMap<>();
  private final String secret;

  /**
   * @param service for example {@code http://127.0.0.1:8081}
   * @param secret a text of the victim's that no answer to a stranger may hold
   */
  public Strangers(URI service, String secret) {
    this.service = service;
    this.secret = secret;
  }

  /** What of the victim's stands where a route has that parameter. */
  public Strangers thing(String parameter, String victims) {
    things.put(parameter, victims);
    return this;
  }

  /**
   * What a route takes.
   *
   * @param route for example {@code PATCH /v1/sessions/{sessionId}}
   */
  public Strangers body(String route, String json) {
    return body(route, "application/json", json);
  }

  /** The same for a route that takes something else than JSON. */
  public Strangers body(String route, String mediaType, String text) {
    bodies.put(route, new Body(mediaType, text));
    return this;
  }

  private record Body(String mediaType, String text) {}

  /** The answer to a call with what is the victim's. */
  public Answer toAnothers(Route route, Map<String, String> headers) {
    return call(route, things, headers);
  }

  /** The answer to the same call with what never existed. */
  public Answer toNothing(Route route, Map<String, String> headers) {
    var never = new LinkedHashMap<String, String>();
    things.forEach((name, thing) -> never.put(name, like(thing)));
    return call(route, never, headers);
  }

  private static String like(String thing) {
    String random = UUID.randomUUID().toString();
    return random.length() >= thing.length()
        ? random.substring(0, thing.length())
        : random + "x".repeat(thing.length() - random.length());
  }

  private Answer call(Route route, Map<String, String> with, Map<String, String> headers) {
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
    var request = HttpRequest.newBuilder(service.resolve(path + query)).timeout(PATIENCE);
    headers.forEach(request::header);
    if (route.hasBody()) {
      Body body = known(bodies.get(route.toString()), route, "body");
      request.header("Content-Type", body.mediaType());
      request.method(route.method(), BodyPublishers.ofString(body.text()));
    } else {
      request.method(route.method(), BodyPublishers.noBody());
    }
    HttpResponse<String> response = send(request.build());
    if (response.body().contains(secret)) {
      throw new AssertionError(route + " told a stranger what is the victim's");
    }
    return Answer.of(response, with.values());
  }

  private static <T> T known(T value, Route route, String what) {
    if (value == null) {
      throw new AssertionError(
          "Nobody attacks "
              + route
              + " yet, because its "
              + what
              + " is not known here. Add it where this service's Strangers are made.");
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
