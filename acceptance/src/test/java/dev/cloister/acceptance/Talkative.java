package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The packaged services, told to log and to trace as much as they can, somebody who asks them for
 * everything, and a search for what nobody should have been told. With two pods of chat-service and
 * Valkey, where the machine has it.
 */
final class Talkative implements AutoCloseable {

  /** What the model's service says itself; known before there is one. */
  static final String OF_BEDROCK = "canary" + UUID.randomUUID().toString().replace("-", "");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Canaries canaries = new Canaries();
  private final TalkativeSettings settings;
  private final Map<String, String> tracing;
  private final Path logs;
  private final RunningPlatform platform;
  private final StandIn bedrock;
  private final String user;
  private final String token;
  private final String administrator;
  private final String workload;

  Talkative() throws Exception {
    canaries.mark("Bedrock's message", OF_BEDROCK);
    settings = new TalkativeSettings(canaries);
    tracing =
        Map.of(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "tracestate",
            "vendor=" + hatch("tracestate"),
            "baggage",
            "user=%s;told=%s".formatted(hatch("baggage"), hatch("its property")),
            "X-Amzn-Trace-Id",
            "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1;By=" + hatch("X-Ray's id"));
    Path work = Files.createTempDirectory(RunningPlatform.target(), "secrecy-");
    logs = work.resolve("data/logs");
    platform = started(work);
    bedrock = new StandIn(platform.bedrock());
    Tokens tokens = new Tokens(platform.issuer());
    user = hatch("user's name");
    token = mark("user's token", tokens.user(user));
    administrator = mark("administrator's token", tokens.user("admin"));
    workload = mark("workload's token", tokens.workload());
  }

  private RunningPlatform started(Path work) throws Exception {
    try {
      return RunningPlatform.start(work, settings.variables(), settings.options());
    } catch (AssertionError e) {
      settings.close();
      throw e;
    }
  }

  /** A new value that must not be found, and what it stands for. */
  String hatch(String what) {
    return canaries.hatch(what);
  }

  String mark(String what, String value) {
    return canaries.mark(what, value);
  }

  RunningPlatform platform() {
    return platform;
  }

  StandIn bedrock() {
    return bedrock;
  }

  /** Skips the test, and says so, where the machine has no such server. */
  ValkeyServer valkey() {
    return settings.valkey();
  }

  String user() {
    return user;
  }

  String token() {
    return token;
  }

  String workload() {
    return workload;
  }

  HttpResponse<String> ask(UUID session, String body, String key) throws Exception {
    return ask(platform.origin(), session, body, key);
  }

  HttpResponse<String> ask(URI pod, UUID session, String body, String key) throws Exception {
    var request = request(pod.resolve("/v1/chat/sessions/" + session + "/answers"), token);
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  /** Asks as somebody else. */
  HttpResponse<String> ask(String whose, String body) throws Exception {
    String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";
    return send(
        request(platform.origin().resolve(path), whose).POST(BodyPublishers.ofString(body)));
  }

  static String question(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  HttpResponse<String> origin(String method, String path, String body) throws Exception {
    var request = request(platform.origin().resolve(path), token);
    return send(request.method(method, publisher(body)));
  }

  HttpResponse<String> administrator(String method, String path, String body) throws Exception {
    var request = request(platform.origin().resolve(path), administrator);
    return send(request.method(method, publisher(body)));
  }

  /** As chat-service would, on behalf of nobody in particular. */
  HttpResponse<String> internal(String method, String path, String body) throws Exception {
    URI uri = platform.url("history-service").resolve("/internal/v1/sessions/" + path);
    var request = request(uri, workload).header("Cloister-Subject", "somebody");
    return send(request.method(method, publisher(body)));
  }

  HttpResponse<String> upload(String path, String type, String content) throws Exception {
    return send(
        request(platform.origin().resolve(path), token)
            .setHeader("Content-Type", type)
            .PUT(BodyPublishers.ofString(content)));
  }

  private static HttpRequest.BodyPublisher publisher(String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }

  HttpRequest.Builder request(URI uri, String bearer) {
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + bearer)
            .header("X-Origin-Verify", settings.door())
            .header("Content-Type", "application/json");
    tracing.forEach(request::header);
    return request;
  }

  /** What refuses must not quote either. */
  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 400) {
      assertThat(canaries.in(response.headers().map() + response.body())).isEmpty();
    }
    return response;
  }

  void nothingIsGivenAway() throws Exception {
    assertThat(canaries.in(settings.collector().heard())).as("what was traced").isEmpty();
    for (String service : settings.services()) {
      byte[] written = Files.readAllBytes(logs.resolve(service + ".log"));
      String log = new String(written, StandardCharsets.UTF_8);
      assertThat(log).as("what is not told is not kept secret").contains("Root log level TRACE");
      assertThat(canaries.in(log)).as(service + "'s log").isEmpty();
      for (String path : List.of("/q/metrics", "/q/health")) {
        URI uri = platform.url(service + ".management").resolve(path);
        String told =
            HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        assertThat(canaries.in(told)).as(service + path).isEmpty();
      }
    }
  }

  @Override
  public void close() {
    platform.close();
    settings.close();
    // Exporters send the last of what they have when they are stopped.
    assertThat(canaries.in(settings.collector().heard())).as("what was traced").isEmpty();
    assertThat(settings.collector().isIdle()).as("nothing is traced, see ADR 0026").isTrue();
  }
}
