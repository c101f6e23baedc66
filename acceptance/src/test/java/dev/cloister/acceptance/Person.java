package dev.cloister.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Somebody with a token, talking to the origin. */
public final class Person {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A status and the JSON that came with it; a missing body is a missing node. */
  public record Reply(int status, JsonNode json) {}

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI origin;
  private final String token;

  private Person(URI origin, String token) {
    this.origin = origin;
    this.token = token;
  }

  static Person named(String name, RunningPlatform platform) {
    return new Person(platform.origin(), new Tokens(platform.issuer()).user(name));
  }

  /** Somebody whom no other test knows. */
  public static Person somebody(RunningPlatform platform) {
    return named("p-" + UUID.randomUUID(), platform);
  }

  static Person with(String token, URI base) {
    return new Person(base, token);
  }

  /** The same person, talking to another process than the origin's choice. */
  Person at(URI base) {
    return new Person(base, token);
  }

  public EventStream ask(UUID session, String text) throws Exception {
    return stream(open(question(session, text)));
  }

  /**
   * Asks, and asks again after as long as it is told to wait, as any client should: with the same
   * key, because what was refused may have been stored.
   */
  public EventStream askOnceAdmitted(UUID session, String text) throws Exception {
    return askOnceAdmitted(session, text, UUID.randomUUID().toString());
  }

  EventStream askOnceAdmitted(UUID session, String text, String key) throws Exception {
    HttpRequest.Builder question = question(session, text).header("Idempotency-Key", key);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<InputStream> response = open(question.copy());
      if (response.statusCode() != 503 || System.nanoTime() > deadline) {
        return stream(response);
      }
      response.body().close();
      Thread.sleep(1000 * response.headers().firstValueAsLong("Retry-After").orElseThrow());
    }
  }

  EventStream ask(UUID session, String text, String key) throws Exception {
    return stream(open(question(session, text).header("Idempotency-Key", key)));
  }

  public EventStream listen(String answer, int lastEventId) throws Exception {
    return stream(
        open(
            request("/v1/chat/answers/" + answer + "/events")
                .header("Last-Event-ID", String.valueOf(lastEventId))));
  }

  private HttpRequest.Builder question(UUID session, String text) throws IOException {
    return request("/v1/chat/sessions/" + session + "/answers")
        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of("text", text))));
  }

  private static HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
    return HTTP.send(
        request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
  }

  private static EventStream stream(HttpResponse<InputStream> response) throws Exception {
    if (response.statusCode() != 200) {
      throw new AssertionError(
          response.statusCode()
              + " "
              + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
    }
    return new EventStream(response.body());
  }

  public Reply get(String path) throws Exception {
    return send(request(path));
  }

  public Reply delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  public Reply send(String method, String path, Object body) throws Exception {
    return send(
        request(path).method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    return new Reply(response.statusCode(), JSON.readTree(response.body()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(origin.resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }
}
