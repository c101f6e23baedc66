package dev.cloister.history.session;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SessionsTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @Test
  void anUnknownSessionIsNull() {
    Reply reply = alice.user("GET", "/v1/sessions/" + session, null);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).startsWith("application/json");
    assertThat(reply.json().isNull()).isTrue();
  }

  @Test
  void aSessionIsListedAndReadAsGaiaHasIt() throws Exception {
    String answer = alice.turn(session, "How high is it?");
    alice.internal(
        "PUT",
        session + "/answers/" + answer + "/end",
        JSON.readTree(
            """
            {"status":"finished","text":"8,849 m","stopReason":"end_turn",
             "usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12},
             "timeToFirstTokenMs":30,"responseTimeMs":400}"""));

    JsonNode listed = alice.user("GET", "/v1/sessions", null).json();
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("id").asText()).isEqualTo(session);
    assertThat(listed.get(0).get("title").asText()).isEqualTo("How high is it?");

    JsonNode detail = alice.user("GET", "/v1/sessions/" + session, null).json();
    assertThat(detail.get("userId").asText()).isEqualTo(alice.subject());
    assertThat(detail.get("dateModified")).isEqualTo(listed.get(0).get("dateModified"));
    JsonNode asked = detail.get("history").get(0);
    assertThat(asked.get("role").asText()).isEqualTo("user");
    assertThat(asked.get("content").asText()).isEqualTo("How high is it?");
    assertThat(asked.has("parts") && asked.get("parts").isNull()).isTrue();
    assertThat(asked.has("metadata") && asked.get("metadata").isNull()).isTrue();
    JsonNode answered = detail.get("history").get(1);
    assertThat(answered.get("id").asText()).isEqualTo(answer);
    assertThat(answered.get("role").asText()).isEqualTo("assistant");
    assertThat(answered.get("parts")).isEmpty();
    assertThat(answered.get("metadata"))
        .isEqualTo(
            JSON.readTree(
                """
                {"modelId":"anthropic.test-model-1","status":"finished","stopReason":"end_turn",
                 "usage":{"inputTokens":5,"outputTokens":7,"totalTokens":12},
                 "timeToFirstTokenMs":30,"responseTimeMs":400}"""));
  }

  @Test
  void anIdInCapitalsIsTheSameSession() {
    alice.turn(session.toUpperCase(Locale.ROOT), "Hello");
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("id").asText())
        .isEqualTo(session);
  }

  @Promise(7)
  @Test
  void anothersSessionLooksLikeAnUnknownOne() {
    alice.turn(session, "Hello");
    Api bob = Api.somebody();
    assertThat(bob.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
    assertThat(bob.user("PATCH", "/v1/sessions/" + session, "{\"title\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(bob.user("GET", "/v1/sessions", null).json()).isEmpty();
    assertThat(
            bob.user("DELETE", "/v1/sessions/" + session, null).json().get("deleted").asBoolean())
        .isTrue();
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isFalse();
  }

  @Promise(7)
  @Test
  void twoPeopleCanHaveASessionOfTheSameId() {
    Api bob = Api.somebody();
    alice.turn(session, "Alice asks");
    bob.turn(session, "Bob asks");
    JsonNode history = bob.user("GET", "/v1/sessions/" + session, null).json().get("history");
    assertThat(Reply.texts(history, "content")).containsExactly("Bob asks", "");
  }

  @Test
  void aPersonsTitleStandsAgainstAGeneratedOne() {
    alice.turn(session, "Hello");
    generate("A greeting");
    assertThat(title()).isEqualTo("A greeting");

    Reply renamed = alice.user("PATCH", "/v1/sessions/" + session, "{\"title\":\" Mine \"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().get("title").asText()).isEqualTo("Mine");
    generate("Something else");
    assertThat(title()).isEqualTo("Mine");
  }

  @Test
  void aTitleForASessionThatIsGoneIsIgnored() {
    assertThat(alice.internal("PUT", session + "/title", "{\"title\":\"x\"}").status())
        .isEqualTo(204);
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
  }

  @Test
  void aFirstTitleIsCutAtTwoHundredCharactersButNotInAPair() {
    alice.turn(session, "x".repeat(199) + "\uD83D\uDE00".repeat(5));
    assertThat(title()).isEqualTo("x".repeat(199));
  }

  private void generate(String title) {
    var body = JSON.createObjectNode().put("title", title);
    assertThat(alice.internal("PUT", session + "/title", body).status()).isEqualTo(204);
  }

  private String title() {
    return alice.user("GET", "/v1/sessions/" + session, null).json().get("title").asText();
  }
}
