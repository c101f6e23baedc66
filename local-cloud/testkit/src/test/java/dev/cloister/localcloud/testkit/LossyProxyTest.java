package dev.cloister.localcloud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cloister.localcloud.testkit.LossyProxy.Fate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LossyProxyTest {

  private final List<String> served = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private LossyProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          served.add(exchange.getRequestURI() + " " + new String(body));
          exchange.getResponseHeaders().set("X-Seen", "yes");
          exchange.sendResponseHeaders(201, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    proxy = new LossyProxy(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    proxy.close();
    server.stop(0);
  }

  @Test
  void whatPassesIsUnchanged() throws Exception {
    var response = send("hello");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("hello");
    assertThat(response.headers().firstValue("X-Seen")).hasValue("yes");
    assertThat(served).containsExactly("/a?b=c hello");
  }

  @Test
  void aLostRequestIsNotServed() {
    proxy.decide(request -> Fate.LOSE_REQUEST);
    assertThatThrownBy(() -> send("hello")).isInstanceOf(IOException.class);
    assertThat(served).isEmpty();
  }

  @Test
  void aLostReplyWasServed() {
    proxy.decide(request -> Fate.LOSE_REPLY);
    assertThatThrownBy(() -> send("hello")).isInstanceOf(IOException.class);
    assertThat(served).hasSize(1);
  }

  @Test
  void aHeldReplyTimesOut() {
    proxy.decide(request -> Fate.HOLD_REPLY);
    assertThatThrownBy(() -> send("hello")).isInstanceOf(HttpTimeoutException.class);
    assertThat(served).hasSize(1);
  }

  @Test
  void aFailedReplyWasServed() throws Exception {
    proxy.decide(request -> Fate.FAIL_REPLY);
    assertThat(send("hello").statusCode()).isEqualTo(503);
    assertThat(served).hasSize(1);
  }

  private HttpResponse<String> send(String body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(proxy.uri().resolve("/a?b=c"))
              .version(HttpClient.Version.HTTP_1_1)
              .timeout(Duration.ofSeconds(3))
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
