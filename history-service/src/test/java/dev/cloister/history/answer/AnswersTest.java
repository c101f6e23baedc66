package dev.cloister.history.answer;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AnswersTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private String answer;

  @BeforeEach
  void ask() {
    answer = alice.turn(session, "Hello");
  }

  @Test
  void aNewAnswerStreamsAndSaysNothing() {
    JsonNode view = view();
    assertThat(view.get("answerId").asText()).isEqualTo(answer);
    assertThat(view.get("modelId").asText()).isEqualTo("anthropic.test-model-1");
    assertThat(view.get("status").asText()).isEqualTo("streaming");
    assertThat(view.get("text").asText()).isEmpty();
    assertThat(view.has("usage")).isFalse();
  }

  @Test
  void aCheckpointReplacesTheText() {
    assertThat(checkpoint("Hi", 1).status()).isEqualTo(204);
    assertThat(checkpoint("Hi there", 2).status()).isEqualTo(204);
    assertThat(view().get("text").asText()).isEqualTo("Hi there");
    assertThat(view().get("status").asText()).isEqualTo("streaming");
  }

  @Test
  void anOlderCheckpointIsIgnored() {
    checkpoint("new", 5);
    assertThat(checkpoint("old", 4).status()).isEqualTo(204);
    assertThat(checkpoint("same", 5).status()).isEqualTo(204);
    assertThat(view().get("text").asText()).isEqualTo("new");
  }

  @Promise(2)
  @ParameterizedTest
  @ValueSource(strings = {"finished", "stopped", "blocked", "failed"})
  void anAnswerEndsOnce(String status) {
    String other = status.equals("failed") ? "finished" : "failed";
    assertThat(end(status, "All").status()).isEqualTo(204);
    assertThat(end(status, "Other").status()).isEqualTo(204);
    assertThat(end(other, "Other").status()).isEqualTo(409);
    assertThat(checkpoint("Later", 9).status()).isEqualTo(409);
    assertThat(view().get("status").asText()).isEqualTo(status);
    assertThat(view().get("text").asText()).isEqualTo("All");
  }

  @Test
  void whatIsKnownOfTheEndIsKept() throws Exception {
    var end =
        JSON.readTree(
            """
            {"status":"failed","text":"Half","stopReason":"max_tokens",
             "usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3},
             "timeToFirstTokenMs":10,"responseTimeMs":20,
             "problemType":"urn:cloister:problem:upstream-failed"}""");
    assertThat(alice.internal("PUT", path() + "/end", end).status()).isEqualTo(204);
    JsonNode view = view();
    end.fieldNames()
        .forEachRemaining(name -> assertThat(view.get(name)).as(name).isEqualTo(end.get(name)));
  }

  @Test
  void anUnknownAnswerIsNotFound() {
    answer = Api.id();
    assertThat(alice.internal("GET", path(), null).status()).isEqualTo(404);
    assertThat(checkpoint("x", 1).status()).isEqualTo(404);
    assertThat(end("finished", "x").status()).isEqualTo(404);
  }

  @Promise(7)
  @Test
  void anothersAnswerIsNotFound() {
    Api bob = Api.somebody();
    assertThat(bob.internal("GET", path(), null).status()).isEqualTo(404);
    assertThat(bob.internal("PUT", path(), "{\"text\":\"x\",\"revision\":1}").status())
        .isEqualTo(404);
    assertThat(view().get("text").asText()).isEmpty();
  }

  private String path() {
    return session + "/answers/" + answer;
  }

  private JsonNode view() {
    return alice.internal("GET", path(), null).json();
  }

  private Reply checkpoint(String text, int revision) {
    return alice.internal(
        "PUT", path(), JSON.createObjectNode().put("text", text).put("revision", revision));
  }

  private Reply end(String status, String text) {
    return alice.internal(
        "PUT", path() + "/end", JSON.createObjectNode().put("status", status).put("text", text));
  }
}
