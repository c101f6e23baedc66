package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Bedrock refuses, how often it is asked again, and what the caller is told. */
@QuarkusTest
@TestProfile(UpstreamFaultTest.Patient.class)
@Promise(11)
class RetryMatrixTest {

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();

  // The models differ so that no breaker opens: each sees fewer calls than it needs to judge.
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          429, ThrottlingException,           -, 3, 3, 429, 5, meta.llama3-1-8b-instruct-v1:0
          429, ThrottlingException,           1, 1, 3, 429, 1, meta.llama3-1-8b-instruct-v1:0
          429, ThrottlingException,          70, 1, 1, 429, 70, meta.llama3-1-8b-instruct-v1:0
          503, ServiceUnavailableException,   -, 3, 3, 503, 5, mistral.mistral-7b-instruct-v0:2
          503, ServiceUnavailableException,   1, 1, 3, 503, 1, mistral.mistral-7b-instruct-v0:2
          503, ServiceUnavailableException,  70, 1, 1, 503, 70, mistral.mistral-7b-instruct-v0:2
          400, ValidationException,           -, 1, 1, 502, -, meta.llama3-1-8b-instruct-v1:0
          403, AccessDeniedException,         -, 1, 1, 502, -, meta.llama3-1-8b-instruct-v1:0
          404, ResourceNotFoundException,     -, 1, 1, 502, -, meta.llama3-1-8b-instruct-v1:0
          """)
  void beforeTheFirstToken(
      int status,
      String type,
      Integer retryAfter,
      int fewest,
      int most,
      int told,
      String toldRetryAfter,
      String model) {
    Fault fault = new Fault.Refuse(status, type, "no", retryAfter);
    Api.bedrock().order(FaultOrder.on(mark, fault).times(10));

    var response = user.ask(Api.newSession(), Map.of("text", mark, "modelId", model));

    assertThat(response.statusCode()).isEqualTo(told);
    assertThat(response.headers().firstValue("Retry-After").orElse(null)).isEqualTo(toldRetryAfter);
    assertThat(modelCalls()).isBetween((long) fewest, (long) most);
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,         1",
    "throttlingException,         7",
    "serviceUnavailableException, 1",
    "serviceUnavailableException, 7"
  })
  void onceItHasBegun(String type, int afterTokens) {
    Fault fault = new Fault.ExceptionFrame(type, afterTokens);
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Pace(0, 10), fault).times(10));

    Events events = user.events(Api.newSession(), Map.of("text", mark));

    assertThat(events.rest().getLast().name()).isEqualTo("failed");
    assertThat(modelCalls()).isEqualTo(1);
  }

  /** Bedrock may take a call, and say in its stream that it has too much to do. */
  @ParameterizedTest
  @ValueSource(strings = {"throttlingException", "serviceUnavailableException"})
  void inTheStreamBeforeTheFirstToken(String type) {
    String session = Api.newSession();
    Api.bedrock().order(FaultOrder.on(mark, new Fault.ExceptionFrame(type, 0)).times(2));

    Events events = user.events(session, Map.of("text", mark));

    assertThat(events.rest().getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).isEqualTo(3);
    assertThat(user.history(session).path("history")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"throttlingException, throttled", "serviceUnavailableException, unavailable"})
  void inTheStreamAgainAndAgain(String type, String problem) {
    Api.bedrock().order(FaultOrder.on(mark, new Fault.ExceptionFrame(type, 0)).times(10));

    Events events = user.events(Api.newSession(), Map.of("text", mark));

    Event end = events.rest().getLast();
    assertThat(end.name()).isEqualTo("failed");
    assertThat(end.data().at("/content/problem/type").asText())
        .isEqualTo("urn:cloister:problem:" + problem);
    assertThat(modelCalls()).isEqualTo(3);
  }

  private long modelCalls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .count();
  }
}
