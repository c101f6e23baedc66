package dev.cloister.history;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class BadInputTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @ParameterizedTest
  @ValueSource(strings = {"x", "0b6f4d0e6f0a4f439a550b0c5d0a7d10", "%20", "1-2-3-4-5"})
  void aSessionIdIsAUuid(String id) {
    refused(400, "sessionId", alice.user("GET", "/v1/sessions/" + id, null));
    refused(400, "sessionId", alice.user("DELETE", "/v1/sessions/" + id, null));
    refused(400, "sessionId", alice.user("PATCH", "/v1/sessions/" + id, "{\"title\":\"x\"}"));
    refused(400, "sessionId", alice.internal("POST", id + "/turns", turn()));
    refused(400, "sessionId", alice.internal("PUT", id + "/title", "{\"title\":\"x\"}"));
    refused(400, "answerId", alice.internal("GET", session + "/answers/" + id, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title    | 5",
        "title    | true",
        "title    | null",
        "title    | [\"x\"]",
        "title    | \"\"",
        "title    | \"  \"",
        "title    | \"a\\u0000b\"",
        "title    | \"a\\nb\"",
        "unknown  | 1"
      })
  void aTitleIsShortPlainText(String field, String value) {
    String body =
        field.equals("title")
            ? "{\"title\":" + value + "}"
            : "{\"title\":\"x\",\"" + field + "\":" + value + "}";
    refused(400, field, alice.user("PATCH", "/v1/sessions/" + session, body));
    refused(400, field, alice.internal("PUT", session + "/title", body));
  }

  @Test
  void aTitleHasAtMostTwoHundredCharacters() {
    alice.turn(session, "Hello");
    assertThat(alice.user("PATCH", "/v1/sessions/" + session, title(200)).status()).isEqualTo(200);
    refused(400, "title", alice.user("PATCH", "/v1/sessions/" + session, title(201)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answerId       | 5",
        "answerId       | \"x\"",
        "answerId       | null",
        "userMessageId  | \"x\"",
        "userMessageId  | null",
        "modelId        | \" \"",
        "modelId        | null",
        "text           | \"\"",
        "text           | \" \\n\"",
        "text           | 1",
        "text           | null",
        "idempotencyKey | \"\"",
        "idempotencyKey | \"caf\u00e9\"",
        "idempotencyKey | \"a\\nb\"",
        "contextBytes   | -1",
        "contextBytes   | 1.5",
        "contextBytes   | \"1\"",
        "contextBytes   | null",
        "contextBytes   | 99999999",
        "another        | 1"
      })
  void aTurnIsChecked(String field, String value) throws Exception {
    ObjectNode body = turn();
    body.set(field, JSON.readTree(value));
    refused(400, field, alice.internal("POST", session + "/turns", body));
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
  }

  @Test
  void aTextIsWellFormed() {
    String body = turn().toString().replace("Hello", "\\ud83d");
    refused(400, "text", alice.internal("POST", session + "/turns", body));
  }

  @Test
  void aTextHasAtMost256KiB() {
    int limit = 256 * 1024;
    String most = "\u00e4".repeat(limit / 2);
    assertThat(begin(turn().put("text", most)).status()).isEqualTo(201);
    Reply reply = begin(turn().put("text", most + "x"));
    refused(413, "text", reply);
    assertThat(reply.json().get("detail").asText()).contains("256 KiB");
  }

  @Test
  void anIdempotencyKeyHasAtMost255Characters() {
    assertThat(begin(turn().put("idempotencyKey", "k".repeat(255))).status()).isEqualTo(201);
    refused(400, "idempotencyKey", begin(turn().put("idempotencyKey", "k".repeat(256))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "revision | 0",
        "revision | \"1\"",
        "revision | null",
        "text     | null",
        "text     | 5",
        "status   | \"finished\""
      })
  void aCheckpointIsChecked(String field, String value) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("text", "x").put("revision", 1);
    body.set(field, JSON.readTree(value));
    String answer = alice.turn(session, "Hello");
    refused(400, field, alice.internal("PUT", session + "/answers/" + answer, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status             | \"streaming\"",
        "status             | \"interrupted\"",
        "status             | \"FINISHED\"",
        "status             | 1",
        "status             | null",
        "text               | null",
        "usage              | {\"inputTokens\":-1,\"outputTokens\":1,\"totalTokens\":1}",
        "usage              | 5",
        "timeToFirstTokenMs | -1",
        "responseTimeMs     | \"5\"",
        "revision           | 1"
      })
  void anEndIsChecked(String field, String value) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("text", "x").put("status", "finished");
    body.set(field, JSON.readTree(value));
    String answer = alice.turn(session, "Hello");
    refused(400, field, alice.internal("PUT", session + "/answers/" + answer + "/end", body));
    JsonNode view = alice.internal("GET", session + "/answers/" + answer, null).json();
    assertThat(view.get("status").asText()).isEqualTo("streaming");
  }

  @Test
  void anAnswerHasAtMostOneMebibyte() {
    String answer = alice.turn(session, "Hello");
    var body = JSON.createObjectNode().put("status", "finished").put("text", "x".repeat(1 << 20));
    String path = session + "/answers/" + answer + "/end";
    refused(413, "text", alice.internal("PUT", path, body.put("text", "x".repeat((1 << 20) + 1))));
    body.put("text", "x".repeat(1 << 20));
    assertThat(alice.internal("PUT", path, body).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "5", "\"x\"", "{\"title\":\"x\"} {}", " "})
  void aBodyIsOneJsonObject(String body) {
    Reply reply = alice.user("PATCH", "/v1/sessions/" + session, body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.type()).startsWith("application/problem+json");
  }

  @Test
  void aBodyHasAtMostFiveMebibytes() {
    refused(413, "body", begin(turn().put("text", "x".repeat(5 << 20))));
  }

  private Reply begin(ObjectNode body) {
    return alice.internal("POST", session + "/turns", body);
  }

  private static ObjectNode turn() {
    return Api.turnBody(Api.id(), "Hello");
  }

  private static String title(int length) {
    return "{\"title\":\"" + "x".repeat(length) + "\"}";
  }

  private static void refused(int status, String field, Reply reply) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.type()).startsWith("application/problem+json");
    assertThat(reply.json().path("field").asText()).as(reply.json().toString()).isEqualTo(field);
  }
}
