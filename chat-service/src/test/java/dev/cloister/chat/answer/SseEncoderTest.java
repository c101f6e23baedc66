package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import dev.cloister.chat.bedrock.Usage;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SseEncoderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final AnswerId id = AnswerId.random();
  private final SseEncoder encoder = new SseEncoder(JSON);

  @Test
  void aDeltaIsOneLineOfJsonWhateverItsText() throws Exception {
    String text = "line\nquote\" back\\ tab\t nul\u0000 é 日本 \uD83C\uDFDB </script> \u2028";
    String[] lines = encode(7, new TextDelta(5, text)).split("\n");

    assertThat(lines).hasSize(3);
    assertThat(lines[0]).isEqualTo("id: 7");
    assertThat(lines[1]).isEqualTo("event: textDelta");
    JsonNode data = data(lines);
    assertThat(data.at("/id").asText()).isEqualTo(id.toString());
    assertThat(data.at("/content/type").asText()).isEqualTo("textDelta");
    assertThat(data.at("/content/sequenceNumber").asInt()).isEqualTo(5);
    assertThat(data.at("/content/text").asText()).isEqualTo(text);
  }

  @Test
  void theStartNamesEverythingThatTheAnswerBelongsTo() throws Exception {
    var session = new SessionId(UUID.randomUUID());
    var user = UUID.randomUUID();
    String[] lines = encode(1, new Started(id, session, user, id, "m")).split("\n");

    assertThat(lines[1]).isEqualTo("event: started");
    assertThat(JSON.<Map<String, String>>convertValue(data(lines), new TypeReference<>() {}))
        .isEqualTo(
            Map.of(
                "id", id.toString(),
                "sessionId", session.toString(),
                "userMessageId", user.toString(),
                "messageId", id.toString(),
                "modelId", "m"));
  }

  @Test
  void theEndCarriesReasonUsageAndTimes() throws Exception {
    var finished =
        new Finished("end_turn", new Usage(3, 4, 7), Duration.ofMillis(12), Duration.ofMillis(345));
    JsonNode data = data(encode(9, finished).split("\n"));

    assertThat(data.get("content").toString())
        .isEqualTo(
            "{\"type\":\"finished\",\"stopReason\":\"end_turn\",\"usage\":{\"inputTokens\":3,"
                + "\"outputTokens\":4,\"totalTokens\":7},\"timeToFirstTokenMs\":12,"
                + "\"responseTimeMs\":345}");
  }

  @Test
  void aFailureCarriesItsProblem() throws Exception {
    var failed = new Failed(Problem.of(ProblemType.UPSTREAM_TRUNCATED, "It broke off."), null);
    JsonNode content = data(encode(2, failed).split("\n")).get("content");

    assertThat(content.at("/type").asText()).isEqualTo("failed");
    assertThat(content.at("/problem/type").asText())
        .isEqualTo("urn:cloister:problem:upstream-truncated");
    assertThat(content.at("/problem/detail").asText()).isEqualTo("It broke off.");
    assertThat(content.has("usage")).isFalse();
  }

  private String encode(int eventId, AnswerEvent event) {
    Buffer out = Buffer.buffer();
    encoder.encode(id, eventId, event, out);
    String text = out.toString();
    assertThat(text).endsWith("\n\n");
    return text.stripTrailing();
  }

  private static JsonNode data(String[] lines) throws Exception {
    assertThat(lines[2]).startsWith("data: ");
    return JSON.readTree(lines[2].substring("data: ".length()));
  }
}
