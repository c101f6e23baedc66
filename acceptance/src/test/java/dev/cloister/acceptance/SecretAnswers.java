package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people and models say, and the files that go with it. */
interface SecretAnswers {

  String FAULTS = "dev.cloister.acceptance.SecretAnswers#faults";

  Talkative told();

  @Test
  default void answersThatSucceed() throws Exception {
    UUID session = UUID.randomUUID();
    String question = told().hatch("question");
    told().bedrock().order(question, new Fault.Text(told().hatch("answer")));
    told().bedrock().order(question, new Fault.Text(told().hatch("generated title")));
    String key = told().hatch("idempotency key");

    String body =
        "{\"text\":\"%s\",\"system\":\"%s\"}"
            .formatted(question, told().hatch("system instructions"));
    assertThat(told().ask(session, body, key).statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> told().bedrock().orders().stream().noneMatch(o -> question.equals(o.match())));
    told().ask(session, body, key);
    told().ask(session, Talkative.question(told().hatch("question with another's key")), key);
    String title = "{\"title\":\"" + told().hatch("title") + "\"}";
    told().origin("PATCH", "/v1/sessions/" + session, title);
    told().origin("GET", "/v1/sessions/" + session, null);
    told().origin("GET", "/v1/sessions?limit=1", null);
    told().origin("DELETE", "/v1/sessions/" + session, null);
    told().nothingIsGivenAway();
  }

  static Stream<Fault> faults() {
    String message = Talkative.OF_BEDROCK;
    return Stream.of(
        new Fault.Refuse(400, "ValidationException", message),
        new Fault.Refuse(403, "AccessDeniedException", message),
        new Fault.Refuse(500, "InternalServerException", message),
        new Fault.Refuse(503, "ServiceUnavailableException", message, 9),
        new Fault.Refuse(418, "NeverHeardOfException", message),
        new Fault.Throttle(9),
        new Fault.Guardrail(),
        new Fault.Cut(1),
        new Fault.Corrupt(1),
        new Fault.Garbage(1),
        new Fault.ExceptionFrame("internalServerException", 1));
  }

  @ParameterizedTest
  @MethodSource(FAULTS)
  default void answersThatFail(Fault fault) throws Exception {
    String question = told().hatch("question that fails");
    told()
        .bedrock()
        .order(question, new Fault.Text(told().hatch("broken answer").repeat(3)), fault);

    told().ask(UUID.randomUUID(), Talkative.question(question), told().hatch("idempotency key"));
    told().nothingIsGivenAway();
  }

  @Test
  default void whatIsLargeAndGoesToS3() throws Exception {
    UUID session = UUID.randomUUID();
    String question = told().hatch("long question");
    String answer = told().hatch("long answer");
    told().bedrock().order(question, new Fault.Text((answer + " ").repeat(10_000)));

    assertThat(
            told()
                .ask(session, Talkative.question((question + " ").repeat(6_000)), null)
                .statusCode())
        .isEqualTo(200);
    assertThat(told().origin("GET", "/v1/sessions/" + session, null).body()).contains(answer);
    told().origin("DELETE", "/v1/sessions/" + session, null);
    told().nothingIsGivenAway();
  }

  @Test
  default void filesAndWhatTheyAreCalled() throws Exception {
    UUID session = UUID.randomUUID();
    String id = UUID.randomUUID().toString();
    String name = told().hatch("file's name");
    String content = told().hatch("file's content");
    String file = "/v1/sessions/" + session + "/attachments/" + id;

    String named = file + "?filename=" + name;
    assertThat(told().upload(named, "text/plain", content).statusCode()).isEqualTo(201);
    assertThat(told().upload(named, "text/plain", content + "!").statusCode()).isEqualTo(409);
    assertThat(told().upload(named, "application/pdf", content).statusCode()).isEqualTo(400);
    assertThat(told().upload(named, told().hatch("type") + "/x", content).statusCode())
        .isEqualTo(415);
    assertThat(told().upload(file + "?filename=a%2F" + name, "text/plain", content).statusCode())
        .isEqualTo(400);
    String asked = "{\"text\":\"What is this?\",\"attachments\":[\"%s\"]}";
    assertThat(told().ask(session, asked.formatted(id), null).statusCode()).isEqualTo(200);
    assertThat(told().ask(session, asked.formatted(UUID.randomUUID()), null).statusCode())
        .isEqualTo(400);
    assertThat(told().origin("GET", file, null).body()).isEqualTo(content);
    assertThat(told().origin("DELETE", file, null).statusCode()).isEqualTo(409);
    told().origin("DELETE", "/v1/sessions/" + session, null);
    told().nothingIsGivenAway();
  }
}
