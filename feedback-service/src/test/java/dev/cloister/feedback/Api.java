package dev.cloister.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** feedback-service as one person. */
public final class Api {

  public static final ObjectMapper JSON = new ObjectMapper();

  // As the load balancer speaks to us.
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String subject;
  private final String token;

  private Api(String subject, String token) {
    this.subject = subject;
    this.token = token;
  }

  /** Somebody whom no other test knows. */
  public static Api somebody() {
    String name = "user-" + UUID.randomUUID();
    return new Api(name, tokens().user(name));
  }

  public static Tokens tokens() {
    return new Tokens(issuer());
  }

  public static URI issuer() {
    return URI.create(config("quarkus.oidc.auth-server-url"));
  }

  public String subject() {
    return subject;
  }

  public String token() {
    return token;
  }

  public Reply get(String path) {
    return send("GET", "/v1/feedback" + path, null, token);
  }

  public Reply rate(Object body) {
    return send("POST", "/v1/feedback", body, token);
  }

  /** Rates a message and returns the feedback's id. */
  public String rated(String message) {
    return rate(rating(message)).json().get("feedback_id").asText();
  }

  /** A valid thumbs up. */
  public static ObjectNode rating(String message) {
    return JSON.createObjectNode()
        .put("session_id", "session-1")
        .put("message_id", message)
        .put("rating", "thumbs_up");
  }

  public static Reply send(String method, String path, Object body, String token) {
    var request = HttpRequest.newBuilder(URI.create(config("test.url") + path));
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  /** A GET with a further header. */
  public static Reply get(String path, String token, String header, String value) {
    return send(
        HttpRequest.newBuilder(URI.create(config("test.url") + path))
            .header("Authorization", "Bearer " + token)
            .header(header, value));
  }

  public static Reply send(HttpRequest.Builder request) {
    try {
      return reply(HTTP.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static Reply reply(HttpResponse<String> response) {
    try {
      String type = response.headers().firstValue("Content-Type").orElse("");
      boolean json = type.contains("json") && !response.body().isEmpty();
      return new Reply(
          response.statusCode(),
          type,
          response.headers().firstValue("Retry-After").orElse(null),
          json ? JSON.readTree(response.body()) : NullNode.getInstance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** A response. */
  public record Reply(int status, String type, String retryAfter, JsonNode json) {

    /** The strings that a member has in each element of an array. */
    public static List<String> texts(JsonNode array, String member) {
      var texts = new ArrayList<String>();
      array.forEach(element -> texts.add(element.path(member).asText()));
      return texts;
    }
  }
}
