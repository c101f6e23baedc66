package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class RelayTest {

  private static final String DONE = "data: [DONE]\n\n";

  private static final Vertx VERTX = Vertx.vertx();
  private static final Map<String, Handler<HttpServerResponse>> SCRIPTS = new ConcurrentHashMap<>();
  private static volatile JsonObject asked;
  private static volatile String authorization;
  private static HttpServer server;
  private static Running running;

  @BeforeAll
  static void start() {
    server =
        Raw.get(VERTX.createHttpServer().requestHandler(RelayTest::serve).listen(0, "127.0.0.1"));
    URI url = URI.create("http://127.0.0.1:" + server.actualPort() + "/v1/");
    running = new Running(BedrockOptions.on(0).relay(url, "secret", null));
  }

  @AfterAll
  static void stop() {
    running.close();
    Raw.get(VERTX.close());
  }

  @Test
  void aCompletionBecomesAnAnswer() throws Exception {
    SCRIPTS.put(
        "complete",
        response ->
            response.end(
                ": hello\n\n"
                    + delta("Grüß")
                    + delta(" Gott")
                    + finish("stop")
                    + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2}}\n\n"
                    + DONE));

    Streamed streamed =
        Streamed.ask(
            running.async(),
            ConverseStreamRequest.builder()
                .modelId(Running.NOVA)
                .system(SystemContentBlock.fromText("Be brief."))
                .messages(
                    Streamed.user("one"), Streamed.assistant("two"), Streamed.user("complete"))
                .inferenceConfig(c -> c.maxTokens(9).temperature(0.5f).stopSequences("###"))
                .build());

    assertThat(streamed.error()).isNull();
    assertThat(streamed.tokens()).containsExactly("Grüß", " Gott");
    assertThat(streamed.stopReason()).isEqualTo("end_turn");
    assertThat(streamed.metadata().usage().inputTokens()).isEqualTo(11);
    assertThat(streamed.metadata().usage().totalTokens()).isEqualTo(13);
    assertThat(authorization).isEqualTo("Bearer secret");
    assertThat(asked)
        .isEqualTo(
            new JsonObject(
                """
                {"model":"first-listed","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"one"},
                  {"role":"assistant","content":"two"},{"role":"user","content":"complete"}],
                 "max_tokens":9,"temperature":0.5,"stop":["###"]}
                """));
  }

  @Test
  void textsAndImagesArePassedOnBeforeTheQuestion() {
    SCRIPTS.put("parts", response -> response.end(delta("a") + finish("stop") + DONE));

    converse(
        Attached.user(
            "parts",
            Attached.document("csv", "rows", "1,2"),
            Attached.image("jpeg", new byte[] {1, 2, 3})));

    assertThat(asked.getJsonArray("messages"))
        .isEqualTo(
            new JsonArray(
                """
                [{"role":"user","content":[
                  {"type":"text","text":"Document \\"rows\\" (csv):\\n\\n1,2"},
                  {"type":"image_url","image_url":{"url":"data:image/jpeg;base64,AQID"}},
                  {"type":"text","text":"parts"}]}]
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pdf", "doc", "docx", "xls", "xlsx"})
  void aDocumentThatIsNoTextIsNotPassedOn(String format) {
    asked = null;

    assertThatThrownBy(
            () -> converse(Attached.user("never", Attached.document(format, "one", "bytes"))))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("relay")
        .hasMessageContaining("cannot pass on documents of the format " + format);
    assertThat(asked).isNull();
  }

  @Test
  void aWholeAnswerIsCollected() {
    SCRIPTS.put(
        "whole", response -> response.end(delta("a") + delta("b") + finish("length") + DONE));

    var response =
        running.sync().converse(r -> r.modelId(Running.NOVA).messages(Streamed.user("whole")));

    assertThat(response.output().message().content().getFirst().text()).isEqualTo("ab");
    assertThat(response.stopReasonAsString()).isEqualTo("max_tokens");
    assertThat(response.usage().outputTokens()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"stop, end_turn", "length, max_tokens", "content_filter, content_filtered"})
  void theFinishReasonIsTranslated(String reason, String stopReason) throws Exception {
    SCRIPTS.put("reason", response -> response.end(delta("a") + finish(reason) + DONE));

    assertThat(ask("reason").stopReason()).isEqualTo(stopReason);
  }

  @Test
  void aStreamWithoutAFinishReasonIsAnException() throws Exception {
    for (String end :
        List.of("", DONE, "data: {\"error\":{\"message\":\"oops\"}}\n\n", "data: {\n\n")) {
      SCRIPTS.put("ends", response -> response.end(delta("a") + end));

      Streamed streamed = ask("ends");

      assertThat(streamed.tokens()).containsExactly("a");
      assertThat(streamed.error()).isInstanceOf(ModelStreamErrorException.class);
    }
  }

  @Test
  void aBrokenConnectionIsAnException() throws Exception {
    SCRIPTS.put(
        "breaks",
        response -> {
          response.write(delta("a"));
          VERTX.setTimer(20, id -> response.reset());
        });

    assertThat(ask("breaks").error()).isInstanceOf(ModelStreamErrorException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "401, software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException",
    "429, software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException",
    "503, software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException",
    "404, software.amazon.awssdk.services.bedrockruntime.model.ValidationException",
    "500, software.amazon.awssdk.services.bedrockruntime.model.ModelErrorException"
  })
  void aRefusalIsTranslated(int status, Class<? extends Throwable> type) throws Exception {
    SCRIPTS.put(
        "refused",
        response ->
            response.setStatusCode(status).end("{\"error\":{\"message\":\"because of this\"}}"));

    assertThat(ask("refused").error()).isInstanceOf(type).hasMessageContaining("because of this");
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:1/v1");
    try (Running alone = new Running(BedrockOptions.on(0).relay(nobody, null, "m"))) {
      assertThat(Streamed.ask(alone.async(), Running.NOVA, "Hello").error())
          .isInstanceOf(ServiceUnavailableException.class);
    }
  }

  @Test
  void aReaderThatLeavesClosesTheServersStream() {
    AtomicBoolean closed = new AtomicBoolean();
    SCRIPTS.put(
        "endless",
        response -> {
          response.closeHandler(v -> closed.set(true)).exceptionHandler(e -> {});
          VERTX.setPeriodic(
              5,
              id -> {
                if (closed.get()) {
                  VERTX.cancelTimer(id);
                } else {
                  response.write(delta("more "));
                }
              });
        });
    var response = Raw.stream(running.plain(HttpVersion.HTTP_2), "endless");
    response.resume();
    await().until(() -> running.control().lastRequest("endless").tokensWritten() > 3);

    response.request().reset();

    await().untilTrue(closed);
  }

  private static void serve(HttpServerRequest request) {
    if (request.path().equals("/v1/models")) {
      request.response().end("{\"data\":[{\"id\":\"first-listed\"},{\"id\":\"second\"}]}");
      return;
    }
    request.bodyHandler(body -> script(request, body));
  }

  private static void script(HttpServerRequest request, Buffer body) {
    asked = body.toJsonObject();
    authorization = request.getHeader("authorization");
    var messages = asked.getJsonArray("messages");
    SCRIPTS
        .get(text(messages.getJsonObject(messages.size() - 1)))
        .handle(request.response().setChunked(true).putHeader("content-type", "text/event-stream"));
  }

  private static String text(JsonObject message) {
    return message.getValue("content") instanceof JsonArray parts
        ? parts.getJsonObject(parts.size() - 1).getString("text")
        : message.getString("content");
  }

  private static Streamed ask(String text) throws Exception {
    return Streamed.ask(running.async(), Running.NOVA, text);
  }

  private static void converse(Message message) {
    running.sync().converse(r -> r.modelId(Running.NOVA).messages(message));
  }

  private static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
  }

  private static String finish(String reason) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + reason
        + "\"}]}\n\n";
  }
}
