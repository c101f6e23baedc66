package dev.cloister.localcloud.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * An HTTP/1.1 proxy on loopback, to be put between a client and its server, that loses requests and
 * replies as it is told. What becomes of a request is decided when it has come in whole.
 */
public final class LossyProxy implements AutoCloseable {

  /** The headers that belong to one connection, not to the message. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final URI target;
  private final HttpServer server;
  private volatile Function<Request, Fate> fates = request -> Fate.PASS;

  /** What becomes of a request. */
  public enum Fate {
    /** It is served. */
    PASS,
    /** The connection is closed before the server sees it. */
    LOSE_REQUEST,
    /** The server serves it, then the connection is closed instead of a reply. */
    LOSE_REPLY,
    /** The server serves it, and the client hears nothing until the proxy is closed. */
    HOLD_REPLY,
    /** The server serves it, and the client is told 503. */
    FAIL_REPLY,
    /** The server does not see it, and the client is told 413 with a page of HTML. */
    REFUSE
  }

  /**
   * What a request's fate may depend on.
   *
   * @param method for example POST
   * @param path without the query
   * @param target the header X-Amz-Target, which names a DynamoDB operation, or null
   * @param requestId the header X-Request-Id, or null
   */
  public record Request(String method, String path, String target, String requestId) {}

  /** Starts a proxy that lets everything through. */
  public LossyProxy(URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where clients reach the server through this proxy. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Decides from now on; called from many threads. */
  public void decide(Function<Request, Fate> fates) {
    this.fates = fates;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var headers = exchange.getRequestHeaders();
      var request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              headers.getFirst("X-Amz-Target"),
              headers.getFirst("X-Request-Id"));
      switch (fates.apply(request)) {
        case PASS -> reply(exchange, forward(exchange, body));
        case LOSE_REQUEST -> {}
        case LOSE_REPLY -> forward(exchange, body);
        case HOLD_REPLY -> {
          forward(exchange, body);
          closed.await();
        }
        case FAIL_REPLY -> {
          forward(exchange, body);
          exchange.sendResponseHeaders(503, -1);
        }
        case REFUSE -> {
          byte[] page = "<h1>413 Request Entity Too Large</h1>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(413, page.length);
          exchange.getResponseBody().write(page);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void reply(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.shutdownNow();
  }
}
