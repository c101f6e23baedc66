package dev.cloister.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.localcloud.testkit.Tokens;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** history-service as one person and as chat-service acting for that person. */
public final class Api {

  public static final ObjectMapper JSON = new ObjectMapper();

  // As the load balancer speaks to us.
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String subject;
  private final String userToken;
  private final String workloadToken;
  private final URI base;

  private Api(String subject, String userToken, String workloadToken, URI base) {
    this.subject = subject;
    this.userToken = userToken;
    this.workloadToken = workloadToken;
    this.base = base;
  }

  /** Somebody whom no other test knows. */
  public static Api somebody() {
    var tokens = new Tokens(URI.create(config("quarkus.oidc.auth-server-url")));
    String name = "user-" + UUID.randomUUID();
    return new Api(name, tokens.user(name), tokens.workload(), service());
  }

  /** Somebody with these tokens; null sends none. */
  public static Api with(String subject, String userToken, String workloadToken) {
    return new Api(subject, userToken, workloadToken, service());
  }

  public String subject() {
    return subject;
  }

  public String userToken() {
    return userToken;
  }

  public String workloadToken() {
    return workloadToken;
  }

  /** The same person and service, by another way to them. */
  public Api via(URI base) {
    return new Api(subject, userToken, workloadToken, base);
  }

  /** What the person sends. */
  public Reply user(String method, String path, Object body) {
    return send(base, method, path, body, userToken, null);
  }

  /** What chat-service sends for the person. */
  public Reply internal(String method, String path, Object body) {
    return send(base, method, "/internal/v1/sessions/" + path, body, workloadToken, subject);
  }

  /** Begins a turn and returns the answer's id. */
  public String turn(String session, String text) {
    String answer = UUID.randomUUID().toString();
    Reply reply = internal("POST", session + "/turns", turnBody(answer, text));
    if (reply.status() != 201) {
      throw new AssertionError("turn: " + reply);
    }
    return answer;
  }

  /** Begins and ends a turn, and returns the answer's id. */
  public String turn(String session, String text, String status, String answerText) {
    String answer = turn(session, text);
    var end = JSON.createObjectNode().put("status", status).put("text", answerText);
    Reply reply = internal("PUT", session + "/answers/" + answer + "/end", end);
    if (reply.status() != 204) {
      throw new AssertionError("end: " + reply);
    }
    return answer;
  }

  /** Sends a text file for a question that follows. */
  public HttpResponse<String> attach(String session, String id, String filename, String text) {
    return attach(session, id, filename, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a file for a question that follows. */
  public HttpResponse<String> attach(
      String session, String id, String filename, String type, byte[] body) {
    String name = URLEncoder.encode(filename, StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(base.resolve(pathOf(session, id) + "?filename=" + name))
            .header("Authorization", "Bearer " + userToken)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofByteArray(body)),
        BodyHandlers.ofString());
  }

  /** A file as its owner gets it, byte by byte. */
  public HttpResponse<String> file(String session, String id) {
    return send(
        HttpRequest.newBuilder(base.resolve(pathOf(session, id)))
            .header("Authorization", "Bearer " + userToken),
        BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
  }

  private static String pathOf(String session, String attachment) {
    return "/v1/sessions/" + session + "/attachments/" + attachment;
  }

  public static ObjectNode turnBody(String answer, String text) {
    return JSON.createObjectNode()
        .put("answerId", answer)
        .put("userMessageId", UUID.randomUUID().toString())
        .put("modelId", "anthropic.test-model-1")
        .put("text", text)
        .put("contextBytes", 0);
  }

  public static String id() {
    return UUID.randomUUID().toString();
  }

  public static Reply send(
      String method, String path, Object body, String token, String actingFor) {
    return send(service(), method, path, body, token, actingFor);
  }

  private static Reply send(
      URI base, String method, String path, Object body, String token, String actingFor) {
    var request = HttpRequest.newBuilder(URI.create(base + path));
    request.method(
        method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    headers(token, actingFor).forEach(request::header);
    return send(request);
  }

  static Map<String, String> headers(String token, String actingFor) {
    var headers = new HashMap<String, String>();
    if (token != null) {
      headers.put("Authorization", "Bearer " + token);
    }
    if (actingFor != null) {
      headers.put("Cloister-Subject", actingFor);
    }
    return headers;
  }

  /** A GET with a cookie. */
  public static Reply withCookie(String path, String token, String cookie) {
    return send(request(path).header("Authorization", "Bearer " + token).header("Cookie", cookie));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(config("test.url") + path));
  }

  private static Reply send(HttpRequest.Builder request) {
    return reply(send(request, BodyHandlers.ofString()));
  }

  static Reply reply(HttpResponse<String> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    boolean json = type.contains("json") && !response.body().isEmpty();
    return new Reply(
        response.statusCode(),
        type,
        response.headers().firstValue("Retry-After").orElse(null),
        response.headers().firstValue("Link").orElse(null),
        json ? read(response.body()) : NullNode.getInstance());
  }

  /** The tree of a JSON text. */
  public static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> HttpResponse<T> send(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
    try {
      return HTTP.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Where the service under test is. */
  public static URI service() {
    return URI.create(config("test.url"));
  }

  private static String config(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /** A response. */
  public record Reply(int status, String type, String retryAfter, String link, JsonNode json) {

    /** Where the header Link says that the list goes on, or null. */
    public String next() {
      return link == null ? null : link.replaceFirst("^<(.*)>; rel=\"next\"$", "$1");
    }

    /** The strings that a member has in each element of an array. */
    public static List<String> texts(JsonNode array, String member) {
      var texts = new ArrayList<String>();
      array.forEach(element -> texts.add(element.path(member).asText()));
      return texts;
    }
  }
}
