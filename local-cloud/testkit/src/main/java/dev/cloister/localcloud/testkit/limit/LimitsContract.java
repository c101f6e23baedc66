package dev.cloister.localcloud.testkit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.RawHttp;
import dev.cloister.localcloud.testkit.RawHttp.Reply;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What no client of ours would send. A service's test extends it with a route that takes JSON. */
public abstract class LimitsContract {

  private static final String JSON = "application/json";
  private static final int CHUNK = 0x10000;

  private final String method;
  private final String path;
  private final String field;

  /**
   * The route that is attacked.
   *
   * @param field of its body, a text
   */
  protected LimitsContract(String method, String path, String field) {
    this.method = method;
    this.path = path;
    this.field = field;
  }

  /** Answered by the HTTP layer itself, before there is a request. */
  @Test
  void headsHaveLimits() throws IOException {
    String longLine = head("GET", path + "?" + "x".repeat(8_500));
    String longHeader = head("GET", path) + "X-A: " + "x".repeat(34_000) + "\r\n";

    assertThat(send(longLine + "\r\n").status()).isEqualTo(414);
    assertThat(send(longHeader + "\r\n").status()).isEqualTo(431);
  }

  @Test
  void connectionsHaveLimits() {
    assertThat(setting("quarkus.http.limits.max-connections")).isEqualTo("10000");
    assertThat(setting("quarkus.http.idle-timeout")).isEqualTo("75s");
    assertThat(setting("quarkus.http.read-timeout")).isEqualTo("30s");
  }

  @Test
  void aStrangersBodyIsNotRead() throws IOException {
    try (RawHttp http = RawHttp.to(server())) {
      http.say(RawHttp.head(method, path, "none"))
          .say("Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
      assertThat(http.reply().status()).isEqualTo(401);
    }
  }

  @Test
  void bodiesAreUtf8() throws IOException {
    refused(body(JSON, "{\"%s\":\"a\u00c0\u0080\"}".formatted(field)), 400, "body must be UTF-8");
    refused(body(JSON, "{\u0000\"\u0000}\u0000"), 400, "body must be UTF-8");
    refused(body(JSON + ";charset=utf-16", "{}"), 415, "UTF-8");
  }

  @Test
  void bombsAreDefused() throws IOException {
    refused(body(JSON, "[".repeat(50_000)), 400, "body");
    refused(body(JSON, "{\"" + "n".repeat(50_000) + "\":1}"), 400, "body");
    refused(body(JSON, "{\"%1$s\":\"a\",\"%1$s\":\"b\"}".formatted(field)), 400, "body");
  }

  @Test
  void aChunkedBodyHasTheSameLimit() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(CHUNK) + "\r\n";
    try (RawHttp http = RawHttp.to(server())) {
      http.say(head(method, path))
          .say("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
          .say("2\r\n{\"\r\n");
      try {
        for (long said = 0; said <= longestBody(); said += CHUNK) {
          http.say(chunk);
        }
      } catch (IOException closed) {
        // It may be refused before all of it is said.
      }
      refused(http.reply(), 413, "too-large");
      http.awaitClose();
    }
  }

  private Reply body(String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    try (RawHttp http = RawHttp.to(server())) {
      http.say(head(method, path))
          .say("Content-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n");
      return http.say(bytes).reply();
    }
  }

  private Reply send(String request) throws IOException {
    try (RawHttp http = RawHttp.to(server())) {
      return http.say(request).reply();
    }
  }

  private static String head(String method, String path) {
    URI issuer = URI.create(setting("quarkus.oidc.auth-server-url"));
    return RawHttp.head(method, path, new Tokens(issuer).user("stranger"));
  }

  private static URI server() {
    return URI.create(setting("test.url"));
  }

  /** In binary units, as Quarkus reads the setting. */
  private static long longestBody() {
    String size = setting("quarkus.http.limits.max-body-size");
    long number = Long.parseLong(size.replaceAll("\\D", ""));
    return switch (size.charAt(size.length() - 1)) {
      case 'K' -> number << 10;
      case 'M' -> number << 20;
      default -> number;
    };
  }

  private static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  private static void refused(Reply reply, int status, String detail) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
    assertThat(reply.body()).contains(detail);
  }
}
