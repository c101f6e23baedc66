package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger may send, and what they are told. */
@QuarkusTest
class BadRequestTest {

  private static final String JSON = "application/json";

  private final Api user = Api.newUser();
  private final String path = "/v1/chat/sessions/" + UUID.randomUUID() + "/answers";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                   | text    | must be a string that is not blank",
        "{\"text\": \"  \"}                   | text    | must be a string that is not blank",
        "{\"text\": \"a\\ud800\"} | text | must not hold half of a surrogate pair",
        "{\"text\": \"a\", \"system\": \"\\udc00\"} | system | must not hold half of a surrogate pair",
        "{\"text\": 7.5}                        | text    | must be a string",
        "{\"text\": {\"a\": 1}}               | text    | must be a string",
        "{\"text\": \"a\", \"modelId\": {}}   | modelId | must be a string",
        "{\"text\": \"a\", \"modelId\": \"\"} | modelId | must be 1 to 2048 characters",
        "{\"text\": \"a\", \"system\": \"\"}  | system  | must not be blank; leave it out instead",
        "{\"text\": \"a\", \"region\": \"x\"} | region  | is not known here; remove it or correct its name",
        "[]                                   | body    | must be a JSON object",
        "null                                 | body    | must be a JSON object"
      })
  void aBadBodyNamesTheMemberAndTheFix(String body, String field, String fix) {
    var response = user.post(path, JSON, body.getBytes(StandardCharsets.UTF_8));

    JsonNode problem = problem(response, 400);
    assertThat(problem.get("field").asText()).isEqualTo(field);
    assertThat(problem.get("detail").asText()).isEqualTo(field + " " + fix);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"text\": \"a", "nonsense", "\u0000"})
  void whatIsNotJsonIsA400(String body) {
    problem(user.post(path, JSON, body.getBytes(StandardCharsets.UTF_8)), 400);
  }

  @Test
  void invalidUtf8IsA400() {
    byte[] body = "{\"text\":\"a?\"}".getBytes(StandardCharsets.US_ASCII);
    body[10] = (byte) 0xC3;
    problem(user.post(path, JSON, body), 400);
  }

  @Test
  void anotherMediaTypeIsA415() {
    problem(user.post(path, "text/plain", new byte[] {'a'}), 415);
  }

  @Test
  void anOverlongQuestionNamesItsLimit() {
    var response = user.ask(Api.newSession(), Map.of("text", "é".repeat(131_073)));

    JsonNode problem = problem(response, 413);
    assertThat(problem.get("detail").asText())
        .isEqualTo("text must be at most 262144 bytes of UTF-8");
  }

  @Test
  void theLongestQuestionIsAccepted() {
    var body = Map.of("text", "a".repeat(262_144), "modelId", "amazon.nova-lite-v1:0");
    assertThat(user.events(Api.newSession(), body).rest().getLast().name()).isEqualTo("finished");
  }

  @Test
  void aBodyOverTheLimitIsA413() {
    byte[] body = new byte[1_100_000];
    Arrays.fill(body, (byte) ' ');
    assertThat(user.post(path, JSON, body).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "not-a-uuid", "123e4567-e89b-12d3-a456-42661417400g", "%00", "..%2f"})
  void anInvalidIdIsA400ThatNamesIt(String id) {
    JsonNode asked = problem(user.ask(id, Map.of("text", "a")), 400);
    assertThat(asked.get("field").asText()).isEqualTo("sessionId");
    JsonNode resumed = problem(user.get("/v1/chat/answers/" + id + "/events"), 400);
    assertThat(resumed.get("field").asText()).isEqualTo("answerId");
    problem(user.delete("/v1/chat/answers/" + id), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "abc", "99999999999"})
  void anInvalidLastEventIdIsA400(String lastEventId) {
    Event started = user.events(Api.newSession(), Map.of("text", "hello")).rest().getFirst();
    var answer = "/v1/chat/answers/" + started.data().get("id").asText() + "/events";

    JsonNode problem = problem(user.get(answer, "Last-Event-ID", lastEventId), 400);
    assertThat(problem.get("field").asText()).isEqualTo("Last-Event-ID");
  }

  @Test
  void aKeyWithSpacesIsA400() {
    var response = user.ask(Api.newSession(), Map.of("text", "a"), "Idempotency-Key", "a b");
    assertThat(problem(response, 400).get("field").asText()).isEqualTo("Idempotency-Key");
  }

  @Promise(14)
  @Test
  void aModelThatIsNotAllowedIsA403() {
    var body = Map.of("text", "a", "modelId", "anthropic.claude-opus-4-1-20250805-v1:0");
    JsonNode problem = problem(user.ask(Api.newSession(), body), 403);
    assertThat(problem.get("type").asText()).isEqualTo("urn:cloister:problem:model-not-allowed");
  }

  @Promise(7)
  @Test
  void anothersAnswerIsAsUnknownAsNone() {
    Event started = user.events(Api.newSession(), Map.of("text", "hello")).rest().getFirst();
    String theirs = "/v1/chat/answers/" + started.data().get("id").asText();
    String nobodys = "/v1/chat/answers/" + UUID.randomUUID();
    Api other = Api.newUser();

    assertThat(withoutInstance(problem(other.get(theirs + "/events"), 404)))
        .isEqualTo(withoutInstance(problem(other.get(nobodys + "/events"), 404)));
    assertThat(withoutInstance(problem(other.delete(theirs), 404)))
        .isEqualTo(withoutInstance(problem(other.delete(nobodys), 404)));
  }

  @Promise(7)
  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9."})
  void withoutAValidTokenNothingIsDone(String token) {
    Api stranger = Api.withToken(token.isEmpty() ? null : token);
    problem(stranger.ask(Api.newSession(), Map.of("text", "a")), 401);
    problem(stranger.get("/v1/chat/answers/" + UUID.randomUUID() + "/events"), 401);
    problem(stranger.delete("/v1/chat/answers/" + UUID.randomUUID()), 401);
    problem(stranger.get("/v1/models"), 401);
  }

  @Promise(7)
  @Test
  void anotherServicesTokenIsRefused() {
    problem(Api.withToken(Api.tokens().workload()).get("/v1/models"), 401);
  }

  @Test
  void anUnknownRouteIsAProblemToo() {
    problem(user.get("/v1/chat/nothing/here"), 404);
    problem(user.get("/internal/v1/sessions/" + UUID.randomUUID() + "/title"), 404);
  }

  private static JsonNode problem(HttpResponse<InputStream> response, int status) {
    JsonNode body = Api.read(response);
    assertThat(response.statusCode()).as(body.toString()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(t -> assertThat(t).startsWith("application/problem+json"));
    assertThat(body.get("status").asInt()).isEqualTo(status);
    assertThat(body.get("instance").asText()).isNotBlank();
    return body;
  }

  private static Map<String, String> withoutInstance(JsonNode problem) {
    return Map.of("type", problem.get("type").asText(), "detail", problem.get("detail").asText());
  }
}
