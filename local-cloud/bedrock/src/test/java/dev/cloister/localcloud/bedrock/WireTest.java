package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.Fault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

class WireTest {

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void theFramesLookLikeTheServices(HttpVersion version) {
    running.control().order("frames", new Fault.Text("one two"));

    HttpClientResponse response =
        Raw.whole(running.plain(version), "converse-stream", Raw.body("frames"));
    List<Message> frames = frames(List.of(Raw.get(response.body())));

    assertThat(response.version()).isEqualTo(version);
    assertThat(response.getHeader("content-type")).isEqualTo("application/vnd.amazon.eventstream");
    assertThat(response.getHeader("x-amzn-requestid")).hasSize(36);
    assertThat(frames)
        .extracting(f -> f.getHeaders().get(":event-type").getString())
        .containsExactly(
            "messageStart",
            "contentBlockDelta",
            "contentBlockDelta",
            "contentBlockStop",
            "messageStop",
            "metadata");
    assertThat(frames)
        .allSatisfy(
            f -> {
              assertThat(f.getHeaders().keySet())
                  .containsExactly(":event-type", ":content-type", ":message-type");
              assertThat(f.getHeaders().get(":message-type").getString()).isEqualTo("event");
              assertThat(json(f).getString("p")).startsWith("abcd");
            });
    assertThat(json(frames.get(1)).getMap().keySet())
        .containsExactly("contentBlockIndex", "delta", "p");
    assertThat(json(frames.get(1)).getJsonObject("delta").getString("text")).isEqualTo("one");
    assertThat(json(frames.getLast()).getMap().keySet()).containsExactly("metrics", "p", "usage");
  }

  @Test
  void anExceptionFrameNamesItsException() {
    running.control().order("exception", new Fault.ExceptionFrame("ThrottlingException", 1));

    HttpClientResponse response =
        Raw.whole(running.plain(HttpVersion.HTTP_2), "converse-stream", Raw.body("exception"));
    Message last = frames(List.of(Raw.get(response.body()))).getLast();

    assertThat(last.getHeaders().keySet())
        .containsExactly(":exception-type", ":content-type", ":message-type");
    assertThat(last.getHeaders().get(":exception-type").getString())
        .isEqualTo("throttlingException");
    assertThat(last.getHeaders().get(":message-type").getString()).isEqualTo("exception");
    assertThat(json(last).getString("message")).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17})
  void framesAreWrittenInPieces(int bytes) {
    running.control().order("pieces", new Fault.Split(bytes), new Fault.Text("one two three"));

    HttpClientResponse response = Raw.stream(running.plain(HttpVersion.HTTP_2), "pieces");
    List<Buffer> chunks = new ArrayList<>();
    response.handler(chunks::add);
    Future<Void> end = response.end();
    response.resume();
    Raw.get(end);

    assertThat(chunks).allMatch(c -> c.length() <= bytes);
    assertThat(frames(chunks)).hasSize(7);
  }

  @Test
  void aRequestWithoutASignatureIsRefused() {
    HttpClientResponse response =
        Raw.get(
            running
                .plain(HttpVersion.HTTP_1_1)
                .request(HttpMethod.GET, "/foundation-models")
                .compose(r -> Raw.whole(r, Buffer.buffer())));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.getHeader("x-amzn-errortype"))
        .startsWith("MissingAuthenticationTokenException");
    assertThat(Raw.get(response.body()).toJsonObject().getString("message"))
        .isEqualTo("Missing Authentication Token");
    assertThat(response.getHeader("x-amzn-requestid")).hasSize(36);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"messages\":1}", "{\"messages\":[7]}", "{"})
  void whatIsNoRequestIsRefused(String body) {
    HttpClientResponse response =
        Raw.whole(running.plain(HttpVersion.HTTP_1_1), "converse", Buffer.buffer(body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.getHeader("x-amzn-errortype")).startsWith("SerializationException");
  }

  @Test
  void aFaultThatIsNoneIsRefusedWithItsReason() {
    assertThatThrownBy(() -> order("{\"fault\":{\"kind\":\"cut\",\"afterTokens\":-1}}"))
        .hasMessageContaining("afterTokens must be");
    assertThatThrownBy(() -> order("{\"fault\":{\"kind\":\"explode\"}}"))
        .hasMessageContaining("explode");
    assertThatThrownBy(() -> order("{\"times\":2}")).hasMessageContaining("fault must be");
    assertThatThrownBy(() -> order("null")).hasMessageContaining("fault must be");
  }

  @Test
  void anUnknownOperationIs404() {
    HttpClientResponse response =
        Raw.whole(running.plain(HttpVersion.HTTP_1_1), "invoke", Raw.body("Hello"));

    assertThat(response.statusCode()).isEqualTo(404);
  }

  private static void order(String json) {
    Raw.get(
        running
            .plain(HttpVersion.HTTP_1_1)
            .request(HttpMethod.POST, "/_standin/faults")
            .compose(r -> Raw.whole(r, Buffer.buffer(json)))
            .compose(r -> r.body().map(b -> r.statusCode() + " " + b))
            .compose(
                said ->
                    said.startsWith("201") ? Future.succeededFuture() : Future.failedFuture(said)));
  }

  private static List<Message> frames(List<Buffer> chunks) {
    MessageDecoder decoder = new MessageDecoder();
    chunks.forEach(chunk -> decoder.feed(chunk.getBytes()));
    return decoder.getDecodedMessages();
  }

  private static JsonObject json(Message frame) {
    return Buffer.buffer(frame.getPayload()).toJsonObject();
  }
}
