package dev.cloister.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** A user of this service over HTTP, and the local cloud behind it. */
public final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String token;

  private Api(String token) {
    this.token = token;
  }

  /** Somebody whom no other test knows. */
  public static Api newUser() {
    return new Api(tokens().user("user-" + UUID.randomUUID()));
  }

  public static Api withToken(String token) {
    return new Api(token);
  }

  public static Tokens tokens() {
    return new Tokens(URI.create(setting("quarkus.oidc.auth-server-url")));
  }

  /** Where people reach the service. */
  public static URI server() {
    return URI.create("http://127.0.0.1:" + setting("quarkus.http.port"));
  }

  /** Where health and metrics are. */
  public static URI management() {
    return URI.create("http://127.0.0.1:" + setting("quarkus.management.port"));
  }

  public static StandIn bedrock() {
    return new StandIn(URI.create(setting("cloister.bedrock.runtime-endpoint")));
  }

  public static String newSession() {
    return UUID.randomUUID().toString();
  }

  /** Asks and leaves the stream to the caller. */
  public HttpResponse<InputStream> ask(String session, Map<String, ?> body, String... headers) {
    return send(
        request("/v1/chat/sessions/" + session + "/answers", headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body))));
  }

  /** Asks and gives the answer's events; the request must have been accepted. */
  public Events events(String session, Map<String, ?> body, String... headers) {
    var response = ask(session, body, headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + read(response));
    }
    return new Events(response.body());
  }

  public Events resume(String answer, int lastEventId) {
    return new Events(
        get("/v1/chat/answers/" + answer + "/events", "Last-Event-ID", "" + lastEventId).body());
  }

  public HttpResponse<InputStream> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public HttpResponse<InputStream> head(String path) {
    return send(request(path).timeout(Duration.ofSeconds(20)).HEAD());
  }

  public HttpResponse<InputStream> delete(String path) {
    return send(request(path).DELETE());
  }

  public HttpResponse<InputStream> put(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  public HttpResponse<InputStream> post(String path, String type, byte[] body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  /** What history-service has of a session. */
  public JsonNode history(String session) {
    var uri = URI.create(setting("cloister.history.url") + "/v1/sessions/" + session);
    return read(send(authorized(HttpRequest.newBuilder(uri)).GET()));
  }

  /** Sends a file to history-service, and returns its id. */
  public String attach(String session, String filename, String type, byte[] body) {
    String id = UUID.randomUUID().toString();
    String path = "/v1/sessions/%s/attachments/%s?filename=%s";
    String name = URLEncoder.encode(filename, StandardCharsets.UTF_8);
    var uri = URI.create(setting("cloister.history.url") + path.formatted(session, id, name));
    var response =
        send(
            authorized(HttpRequest.newBuilder(uri))
                .header("Content-Type", type)
                .PUT(BodyPublishers.ofByteArray(body)));
    if (response.statusCode() != 201) {
      throw new AssertionError(response.statusCode() + " " + read(response));
    }
    return id;
  }

  public static JsonNode read(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(server() + path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return authorized(request);
  }

  private HttpRequest.Builder authorized(HttpRequest.Builder request) {
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<InputStream> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
