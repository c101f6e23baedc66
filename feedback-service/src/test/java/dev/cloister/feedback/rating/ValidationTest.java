package dev.cloister.feedback.rating;

import static dev.cloister.feedback.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ValidationTest {

  private final Api alice = Api.somebody();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "session_id       | null",
        "session_id       | \"\"",
        "session_id       | \"  \"",
        "session_id       | 5",
        "message_id       | null",
        "message_id       | \"a\\u0000b\"",
        "message_id       | {}",
        "rating           | null",
        "rating           | \"up\"",
        "rating           | \"THUMBS_UP\"",
        "rating           | 1",
        "text_feedback    | 5",
        "model_used       | \"a b\"",
        "model_used       | \"\"",
        "model_used       | 5",
        "response_time_ms | \"5\"",
        "response_time_ms | 1.5",
        "response_time_ms | true",
        "another          | 1"
      })
  void whatIsWrongIsNamed(String field, String value) throws Exception {
    ObjectNode body = Api.rating("m1");
    body.set(field, JSON.readTree(value));
    refused(400, field, alice.rate(body));
    assertThat(alice.get("").json().get("feedback")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"because\""})
  void aThumbsDownNeedsAKnownReason(String reason) throws Exception {
    ObjectNode body = Api.rating("m1").put("rating", "thumbs_down");
    body.set("reason", JSON.readTree(reason));
    refused(400, "reason", alice.rate(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "claude-3-sonnet",
        "anthropic.claude-3-sonnet-20240229-v1:0",
        "us.amazon.nova-pro-v1:0",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-3-haiku:0",
        "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:provisioned-model/abc_123"
      })
  void everyFormOfModelIdIsTaken(String model) {
    Reply reply = alice.rate(Api.rating("m1").put("model_used", model));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(stored(reply).get("model_used").asText()).isEqualTo(model);
  }

  @Test
  void aModelIdHasAtMost256Characters() {
    assertThat(alice.rate(Api.rating("m").put("model_used", "m".repeat(256))).status())
        .isEqualTo(200);
    refused(400, "model_used", alice.rate(Api.rating("m").put("model_used", "m".repeat(257))));
  }

  @ParameterizedTest
  @CsvSource({"-1, ", "0, 0", "300000, 300000", "300001, "})
  void aTimeOutsideItsRangeCountsAsUnknown(int sent, Integer kept) {
    JsonNode stored = stored(alice.rate(Api.rating("m").put("response_time_ms", sent)));
    assertThat(stored.get("response_time_ms").asText())
        .isEqualTo(kept == null ? "null" : kept.toString());
  }

  @Test
  void textLosesControlCharactersAndWhatIsOverAThousand() {
    String text = "a\nb\u0000c\u0085" + "x".repeat(2000);
    JsonNode stored = stored(alice.rate(Api.rating("m").put("text_feedback", text)));
    assertThat(stored.get("text_feedback").asText()).isEqualTo("abc" + "x".repeat(997));
  }

  @Test
  void idsHaveAtMost128Characters() {
    assertThat(alice.rate(Api.rating("m".repeat(128))).status()).isEqualTo(200);
    refused(400, "message_id", alice.rate(Api.rating("m".repeat(129))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{} {}"})
  void aBodyIsOneJsonObject(String body) {
    Reply reply = alice.rate(body);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.type()).startsWith("application/problem+json");
  }

  @Test
  void aBodyHasAtMost64Kibibytes() {
    refused(413, "body", alice.rate(Api.rating("m").put("text_feedback", "x".repeat(70_000))));
  }

  private JsonNode stored(Reply reply) {
    return alice.get("/" + reply.json().get("feedback_id").asText()).json();
  }

  private static void refused(int status, String field, Reply reply) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.type()).startsWith("application/problem+json");
    assertThat(reply.json().path("field").asText()).as(reply.json().toString()).isEqualTo(field);
  }
}
