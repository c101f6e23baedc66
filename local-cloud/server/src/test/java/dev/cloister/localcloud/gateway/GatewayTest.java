package dev.cloister.localcloud.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.gateway.Targets.Target;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The origin in front of services that are played by this test. */
class GatewayTest {

  private static final int NOBODY = 1;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
  private final CompletableFuture<Void> streamBroken = new CompletableFuture<>();
  private String origin;

  @BeforeEach
  void start() throws Exception {
    HttpServer chat =
        get(
            vertx
                .createHttpServer()
                .requestHandler(this::chat)
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(0, "127.0.0.1"));
    Map<String, List<Target>> services =
        Map.of(
            "chat-service", List.of(new Target(chat.actualPort(), NOBODY)),
            "history-service", List.of(new Target(NOBODY, NOBODY)),
            "feedback-service", List.of(new Target(NOBODY, NOBODY)));
    Targets targets = new Targets(vertx, services);
    HttpServer gateway =
        get(Gateway.start(vertx, "127.0.0.1", 0, PathRules.ofTheOrigin(), targets));
    origin = "http://127.0.0.1:" + gateway.actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    get(vertx.close());
  }

  private void chat(HttpServerRequest request) {
    arrived.complete(request);
    switch (request.path()) {
      case "/stream" -> {
        request.response().exceptionHandler(broken -> streamBroken.complete(null));
        request.response().closeHandler(closed -> streamBroken.complete(null));
        request
            .response()
            .setChunked(true)
            .putHeader("Content-Type", "text/event-stream")
            .write("data: first\n\n");
      }
      case "/echo" -> request.bodyHandler(body -> request.response().end(body));
      case "/going" -> request.response().setStatusCode(503).putHeader("Connection", "close").end();
      case "/torn" ->
          request
              .response()
              .setChunked(true)
              .write("half")
              .onSuccess(v -> request.connection().close());
      default -> request.response().end(request.uri());
    }
  }

  @Test
  void aStreamArrivesWhileItIsWritten() throws Exception {
    try (InputStream body = open("/stream")) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      assertThat(lines.readLine()).isEqualTo("data: first");

      arrived.get().response().write("data: second\n\n");

      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("data: second");
    }
  }

  @Test
  void aListenerWhoLeavesIsGoneAtTheServiceToo() throws Exception {
    open("/stream").close();

    streamBroken.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anAnswerThatBreaksOffDoesNotLookWhole() {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request("/torn").build(), HttpResponse.BodyHandlers.ofString());

    assertThat(answer).failsWithin(Duration.ofSeconds(10));
  }

  @Test
  void theServiceSeesTheCallersNameForItAndWhereTheyAre() throws Exception {
    send(request("/x?q=1").header("X-Forwarded-For", "6.6.6.6"));

    HttpServerRequest seen = arrived.get();
    assertThat(seen.uri()).isEqualTo("/x?q=1");
    assertThat("http://" + seen.authority()).isEqualTo(origin);
    assertThat(seen.getHeader("X-Forwarded-For")).isEqualTo("127.0.0.1");
    assertThat(seen.getHeader("X-Forwarded-Proto")).isEqualTo("http");
  }

  @Test
  void aBodyPassesAsItIs() throws Exception {
    String body = "x".repeat(300_000);

    HttpResponse<String> answer =
        send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void aServiceThatIsDownIsAProblemDocument() throws Exception {
    HttpResponse<String> answer = send(request("/v1/sessions"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()).getString("detail")).contains("history-service");
  }

  @Test
  void whatAServiceSaysOfItsOwnConnectionStaysThere() throws Exception {
    HttpResponse<String> answer = send(request("/going"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Connection")).isEmpty();
  }

  @Test
  void aPathThatClimbsIsRefused() throws Exception {
    HttpResponse<String> answer = send(request("/v1/sessions/%2e%2e/%2e%2e/internal/v1"));

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void aWebSocketPasses() throws Exception {
    CompletableFuture<String> echoed = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create(origin.replace("http:", "ws:") + "/event/realtime"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    echoed.complete(text.toString());
                    return null;
                  }
                })
            .get();

    socket.sendText("hello", true);

    assertThat(echoed.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
  }

  private InputStream open(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream()).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path)).version(HttpClient.Version.HTTP_1_1);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }
}
