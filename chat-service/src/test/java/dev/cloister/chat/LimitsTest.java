package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.RawHttp;
import dev.cloister.localcloud.testkit.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no client of ours would send. */
@QuarkusTest
class LimitsTest {

  private static final String JSON = "application/json";

  private final String token = Api.tokens().user("user-" + UUID.randomUUID());
  private final String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";

  private final URI server = Api.server();

  /** Answered by the HTTP layer itself, before there is a request. */
  @Test
  void aHeadIsOnlySoLong() throws IOException {
    assertThat(get("/v1/models?" + "x".repeat(7_500), "").status()).isEqualTo(200);
    assertThat(get("/v1/models?" + "x".repeat(8_500), "").status()).isEqualTo(414);
    assertThat(get("/v1/models", "X-A: " + "x".repeat(28_000) + "\r\n").status()).isEqualTo(200);
    assertThat(get("/v1/models", "X-A: " + "x".repeat(34_000) + "\r\n").status()).isEqualTo(431);
    assertThat(get("/v1/models", "X-A: 1\r\n".repeat(8_000)).status()).isEqualTo(431);
  }

  /** Nothing of HTTP/2 is offered, so one connection is one request at a time. */
  @Test
  void thereIsOneProtocol() throws IOException, InterruptedException {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      var models = HttpRequest.newBuilder(server.resolve("/v1/models")).build();
      assertThat(http.send(models, BodyHandlers.discarding()).version())
          .isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  /** Nobody waits for the body of somebody who has no token. */
  @Test
  void aStrangersBodyIsNotRead() throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      http.say(RawHttp.head("POST", path, "none"))
          .say("Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
      assertThat(http.reply().status()).isEqualTo(401);
    }
  }

  @Test
  void twoLengthsAreNoRequest() throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      http.say(RawHttp.head("POST", path, token))
          .say("Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}");
      assertThat(http.reply().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overlong quote,     c0a2",
    "overlong zero,      c080",
    "overlong slash,     e080af",
    "high surrogate,     eda080",
    "over the last,      f4908080",
    "continuation first, 80",
    "character cut off,  e28822",
    "zero byte,          00",
  })
  void aBodyIsUtf8(String what, String hex) throws IOException {
    var body = new ByteArrayOutputStream();
    body.writeBytes("{\"text\":\"a".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(HexFormat.of().parseHex(hex));
    body.writeBytes("\"}".getBytes(StandardCharsets.US_ASCII));

    refused(post(JSON, body.toByteArray()), 400, "body must be UTF-8");
  }

  @Test
  void aBodyInAnotherEncodingIsNotGuessed() throws IOException {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      refused(post(JSON, "{\"text\":\"hello\"}".getBytes(charset)), 400, "body must be UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-16", "iso-8859-1", "none-such"})
  void aCharsetThatIsNotUtf8IsA415(String charset) throws IOException {
    refused(post(JSON + "; charset=" + charset, "{}"), 415, "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json;charset=UTF-8", "application/json; charset=\"utf-8\""})
  void utf8MayBeNamed(String type) throws IOException {
    refused(post(type, "{}"), 400, "text must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"a\",\"text\":\"b\"}",
        "{\"text\":\"a\"} {}",
        "{\"text\":\"a\u0001\"}",
        "{text:\"a\"}",
        "{'text':'a'}",
        "{\"text\":\"a\"/*comment*/}",
        "{\"text\":\"\\uD8\"}",
        "{\"text\":NaN}"
      })
  void almostJsonIsA400ThatSaysWhere(String body) throws IOException {
    refused(post(JSON, body), 400, "body");
  }

  @Test
  void bombsAreDefused() throws IOException {
    refused(post(JSON, "{\"text\":" + "[".repeat(500_000)), 400, "text");
    refused(post(JSON, "[".repeat(500_000)), 400, "body");
    refused(post(JSON, "{\"" + "n".repeat(500_000) + "\":1}"), 400, "body");
    refused(post(JSON, "{\"text\":" + "9".repeat(500_000) + "}"), 400, "body");
  }

  @Test
  void aZeroCharacterIsNoText() throws IOException {
    refused(post(JSON, "{\"text\":\"a\\u0000b\"}"), 400, "text must not hold a zero");
  }

  @Test
  void aChunkedBodyHasTheSameLimit() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (RawHttp http = RawHttp.to(server)) {
      http.say(RawHttp.head("POST", path, token))
          .say("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
          .say("9\r\n{\"text\":\"\r\n");
      try {
        for (int i = 0; i < 17; i++) {
          http.say(chunk);
        }
      } catch (IOException closed) {
        // It may be refused before all of it is said.
      }
      refused(http.reply(), 413, "body must be at most 1048576 bytes");
      http.awaitClose();
    }
  }

  private Reply get(String path, String headers) throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      return http.say(RawHttp.head("GET", path, token) + headers + "\r\n").reply();
    }
  }

  private Reply post(String type, String body) throws IOException {
    return post(type, body.getBytes(StandardCharsets.UTF_8));
  }

  private Reply post(String type, byte[] body) throws IOException {
    try (RawHttp http = RawHttp.to(server)) {
      return http.post(path, token, type, body).reply();
    }
  }

  private static void refused(Reply reply, int status, String detail) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.headers().get("content-type")).startsWith("application/problem+json");
    assertThat(reply.body()).contains(detail);
  }
}
