package dev.cloister.localcloud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokensTest {

  private HttpServer issuer;
  private URI uri;
  private volatile String form;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    uri = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/cloister");
    issuer.createContext(
        "/cloister/.well-known/openid-configuration",
        exchange -> answer(exchange, 200, "{\"token_endpoint\":\"" + uri + "/token\"}"));
    issuer.createContext(
        "/cloister/token",
        exchange -> {
          form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          answer(exchange, status, "{\"access_token\":\"abc\"}");
        });
    issuer.start();
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void aUserSignsInWithThePasswordGrant() {
    assertThat(new Tokens(uri).user("alice&bob")).isEqualTo("abc");
    assertThat(form.split("&"))
        .contains(
            "grant_type=password",
            "client_id=cloister-cli",
            "username=alice%26bob",
            "scope=openid");
  }

  @Test
  void anExpiredTokenIsAskedForByItsLifetime() {
    assertThat(new Tokens(uri).expired("alice")).isEqualTo("abc");
    assertThat(form.split("&")).contains("username=alice", "lifetime=-60");
  }

  @Test
  void theWorkloadSignsInWithItsSecret() {
    assertThat(new Tokens(uri).workload()).isEqualTo("abc");
    assertThat(form.split("&"))
        .containsExactlyInAnyOrder(
            "grant_type=client_credentials",
            "client_id=chat-service",
            "client_secret=local-secret");
  }

  @Test
  void aRefusalIsSaid() {
    status = 401;

    assertThatThrownBy(() -> new Tokens(uri).user("alice")).hasMessageContaining("401");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
