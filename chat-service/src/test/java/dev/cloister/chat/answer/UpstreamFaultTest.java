package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever Bedrock does, an answer that broke off never looks finished. */
@QuarkusTest
@TestProfile(UpstreamFaultTest.Patient.class)
class UpstreamFaultTest {

  /** Callers wait for longer than a busy machine takes for a few calls. */
  public static final class Patient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("cloister.answers.start-within", "60s");
    }
  }

  private final Api user = Api.newUser();
  private final String session = Api.newSession();
  private final String mark = "mark-" + UUID.randomUUID();

  static List<Fault> breaks() {
    return List.of(
        new Fault.Cut(3),
        new Fault.End(3),
        new Fault.Corrupt(3),
        new Fault.ExceptionFrame("throttlingException", 3),
        new Fault.ExceptionFrame("internalServerException", 3),
        new Fault.ExceptionFrame("modelStreamErrorException", 3));
  }

  @Promise(2)
  @ParameterizedTest
  @MethodSource("breaks")
  void aBrokenStreamEndsFailedWithWhatCame(Fault fault) {
    Api.bedrock().order(mark, new Fault.Pace(0, 10), fault);
    List<Event> events = user.events(session, Map.of("text", mark)).rest();

    assertThat(events.getLast().name()).isEqualTo("failed");
    assertThat(events.getLast().data().at("/content/problem/detail").asText()).isNotBlank();
    assertThat(events).filteredOn(Event::isEnd).hasSize(1);
    JsonNode stored = user.history(session).at("/history/1");
    assertThat(stored.at("/metadata/status").asText()).isEqualTo("failed");
    assertThat(stored.at("/content").asText()).isEqualTo(Events.text(events));
  }

  @Promise(11)
  @Test
  void throttlingBeforeTheFirstTokenIs429WithItsRetryAfter() {
    Api.bedrock().order(mark, new Fault.Throttle(70));
    var response = user.ask(session, Map.of("text", mark));

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("70");
    assertThat(Api.read(response).get("type").asText()).isEqualTo("urn:cloister:problem:throttled");
    assertThat(user.history(session).at("/history/1/metadata/status").asText()).isEqualTo("failed");
  }

  @Promise(11)
  @Test
  void aShortThrottlingIsSatOut() {
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Throttle()).times(2));
    List<Event> events = user.events(session, Map.of("text", mark)).rest();

    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(events.getFirst().id()).isEqualTo(1);
    assertThat(modelCalls()).isEqualTo(3);
  }

  @Promise(11)
  @Test
  void aLastingThrottlingIsGivenUpAfterThreeCalls() {
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Throttle()).times(10));

    assertThat(user.ask(session, Map.of("text", mark)).statusCode()).isEqualTo(429);
    assertThat(modelCalls()).isEqualTo(3);
  }

  @Promise(11)
  @Test
  void aWaitThatIsTooLongForTheCallerIsLeftToTheCaller() {
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Throttle(70)).times(10));

    assertThat(user.ask(session, Map.of("text", mark)).statusCode()).isEqualTo(429);
    assertThat(modelCalls()).isEqualTo(1);
  }

  @Promise(11)
  @Test
  void nothingIsRepeatedAfterTheFirstToken() {
    Api.bedrock().order(mark, new Fault.Pace(0, 10), new Fault.Cut(1));
    user.events(session, Map.of("text", mark)).rest();

    assertThat(modelCalls()).isEqualTo(1);
  }

  @Promise(13)
  @Test
  void anUpstreamErrorBeforeTheFirstTokenDoesNotLeakItsText() {
    Api.bedrock().order(mark, new Fault.Refuse(403, "AccessDeniedException", "arn:aws:secret"));
    var response = user.ask(session, Map.of("text", mark));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(Api.read(response).toString()).doesNotContain("arn:aws").contains("operator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Input is too long for requested model.",
        "Too many input tokens. Max input tokens: 8192, request input token count: 9000",
        "This model's maximum context length is 8192 tokens. Please reduce the prompt.",
        "input length and `max_tokens` exceed context limit: 199000 + 4096 > 200000",
        "Input Tokens Exceeded: Number of input tokens exceeds maximum length.",
        "too many tokens: size limit exceeded by 12 tokens"
      })
  void aConversationThatTheModelFindsTooLongIsShortened(String refusal) {
    user.events(session, Map.of("text", "first")).rest();
    Api.bedrock().order(mark, new Fault.Refuse(400, "ValidationException", refusal));
    List<Event> events = user.events(session, Map.of("text", mark)).rest();

    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(Api.bedrock().lastRequest(mark).messages()).isEqualTo(1);
  }

  static List<Fault> interventions() {
    return List.of(new Fault.Guardrail(), new Fault.ContentFilter());
  }

  @ParameterizedTest
  @MethodSource("interventions")
  void anInterventionEndsBlockedAndLeavesTheContext(Fault intervention) {
    Api.bedrock().order(mark, intervention);
    List<Event> events = user.events(session, Map.of("text", mark)).rest();
    assertThat(events.getLast().name()).isEqualTo("blocked");

    String next = "next-" + mark.substring(5);
    user.events(session, Map.of("text", next)).rest();
    assertThat(Api.bedrock().lastRequest(next).messages()).isEqualTo(1);
  }

  @Promise(1)
  @Test
  void framesSplitAtAnyPlaceArriveWhole() {
    for (int bytes : new int[] {1, 2, 3, 5, 7, 11, 13}) {
      String question = mark + "-" + bytes;
      Api.bedrock().order(question, new Fault.Pace(0, 30), new Fault.Split(bytes));
      List<Event> events = user.events(Api.newSession(), Map.of("text", question)).rest();

      assertThat(events).hasSize(32);
      assertThat(events.getLast().name()).isEqualTo("finished");
    }
  }

  private long modelCalls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .count();
  }
}
