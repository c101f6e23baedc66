package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams.State;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.InternalServerException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;

class FaultsTest {

  private static Running running;
  private static StandIn control;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
    control = running.control();
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void reset() {
    control.clear();
    control.reset();
  }

  @Test
  void throttlingIs429WithRetryAfter() throws Exception {
    control.order("busy", new Fault.Throttle(7));

    Throwable error = ask("busy").error();

    assertThat(error).isInstanceOf(ThrottlingException.class);
    assertThat(((ThrottlingException) error).awsErrorDetails().sdkHttpResponse())
        .satisfies(
            r -> {
              assertThat(r.statusCode()).isEqualTo(429);
              assertThat(r.firstMatchingHeader("retry-after")).contains("7");
            });
    assertThat(control.lastRequest("busy").state()).isEqualTo(State.FAILED);
  }

  @Test
  void anErrorComesBeforeTheFirstFrame() throws Exception {
    control.order("error", new Fault.Refuse(500, "InternalServerException", "no luck"));

    assertThat(ask("error").error())
        .isInstanceOf(InternalServerException.class)
        .hasMessageContaining("no luck");
  }

  @Test
  void aDenialNamesCallerActionAndModel() throws Exception {
    control.order(FaultOrder.on("deny", new Fault.Deny()).times(2));

    Throwable error = ask("deny").error();

    assertThat(error).isInstanceOf(AccessDeniedException.class);
    assertThat(((AccessDeniedException) error).awsErrorDetails().errorMessage())
        .isEqualTo(
            "User: arn:aws:iam::000000000000:user/local is not authorized to perform:"
                + " bedrock:InvokeModelWithResponseStream on resource:"
                + " arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0 because no"
                + " identity-based policy allows the bedrock:InvokeModelWithResponseStream action");
    assertThatThrownBy(() -> whole("deny"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("is not authorized to perform: bedrock:InvokeModel on resource: ");
  }

  @Test
  void anExceptionComesAfterSomeTokens() throws Exception {
    control.order("mid", new Fault.ExceptionFrame("throttlingException", 3), new Fault.Pace(0, 9));

    Streamed streamed = ask("mid");

    assertThat(streamed.tokens()).containsExactly("t0 ", "t1 ", "t2 ");
    assertThat(streamed.error()).isInstanceOf(ThrottlingException.class);
    assertThat(control.lastRequest("mid").state()).isEqualTo(State.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aCutBreaksTheConnection(HttpVersion version) {
    control.order("cut", new Fault.Cut(2), new Fault.Pace(0, 9));

    assertThatThrownBy(
            () ->
                Raw.get(
                    Raw.request(running.plain(version), "converse-stream")
                        .compose(request -> Raw.whole(request, Raw.body("cut")))))
        .hasMessageMatching("(?i).*(reset|closed).*");
    await().until(() -> control.lastRequest("cut").state() == State.FAILED);
  }

  @Test
  void aCutLacksItsMessageStop() throws Exception {
    control.order("cut", new Fault.Cut(20), new Fault.Pace(1_000, 90));

    Streamed streamed = ask("cut");

    // The SDK completes such a stream as if it were whole: its user must look for the messageStop.
    assertThat(streamed.order()).doesNotContain("messageStop");
    assertThat(streamed.tokens()).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void anEndLacksItsMessageStop() throws Exception {
    control.order("end", new Fault.End(2), new Fault.Pace(0, 9));

    Streamed streamed = ask("end");

    // What an SDK takes for a good end, and its user must not.
    assertThat(streamed.error()).isNull();
    assertThat(streamed.order()).isEqualTo("messageStart contentBlockDelta");
    assertThat(streamed.tokens()).hasSize(2);
  }

  @Test
  void aStallStopsAndStaysOpen() {
    control.order("stall", new Fault.Stall(2), new Fault.Pace(0, 9));

    HttpClientResponse response = Raw.stream(running.plain(HttpVersion.HTTP_2), "stall");
    response.resume();

    await().until(() -> control.lastRequest("stall").tokensWritten() == 2);
    assertThat(control.streams().open()).isEqualTo(1);
    response.request().reset();
    await().until(() -> control.streams().open() == 0);
    assertThat(control.lastRequest("stall").state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aStallForATimeGoesOn() throws Exception {
    control.order("stall", new Fault.Stall(2, 5L), new Fault.Pace(0, 9));

    assertThat(ask("stall").tokens()).hasSize(9);
  }

  @Test
  void aCorruptFrameFailsItsChecksum() throws Exception {
    control.order("corrupt", new Fault.Corrupt(2), new Fault.Pace(0, 9));

    Streamed streamed = ask("corrupt");

    assertThat(streamed.error()).isNotNull();
    assertThat(streamed.tokens()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void aStreamThatIsNotWhatItShouldBeFails(Fault fault) throws Exception {
    control.order("broken", fault, new Fault.Pace(0, 9));

    Streamed streamed = ask("broken");

    assertThat(streamed.error() != null || !streamed.order().contains("messageStop")).isTrue();
    assertThat(streamed.tokens()).hasSizeLessThanOrEqualTo(2);
  }

  static List<Fault> breaks() {
    return List.of(new Fault.CorruptPrelude(2), new Fault.Truncate(2), new Fault.Garbage(2));
  }

  @Test
  void whatWasUsedCanBeLeftOut() throws Exception {
    control.order("usage", new Fault.NoUsage(), new Fault.Pace(0, 9));

    Streamed streamed = ask("usage");

    assertThat(streamed.stopReason()).isEqualTo("end_turn");
    assertThat(streamed.order()).endsWith("messageStop");
  }

  @Test
  void aSplitStreamIsWhole() throws Exception {
    control.order("split", new Fault.SplitAt(5, 50), new Fault.Pace(0, 9));

    assertThat(ask("split").tokens()).hasSize(9);
  }

  @Test
  void anyErrorCanSayWhenToComeBack() throws Exception {
    control.order("later", new Fault.Refuse(503, "ServiceUnavailableException", "no", 9));

    assertThat(((BedrockRuntimeException) ask("later").error()).awsErrorDetails())
        .satisfies(
            e -> assertThat(e.sdkHttpResponse().firstMatchingHeader("retry-after")).contains("9"));
  }

  @Test
  void aGuardrailBlocksTheAnswer() throws Exception {
    control.order("bad words", new Fault.Guardrail());

    Streamed streamed = ask("bad words");

    assertThat(streamed.stopReason()).isEqualTo("guardrail_intervened");
    assertThat(streamed.text()).contains("guardrail");
  }

  @Test
  void aContentFilterCutsTheAnswerOff() throws Exception {
    control.order("bad words", new Fault.ContentFilter());

    assertThat(ask("bad words").stopReason()).isEqualTo("content_filtered");
  }

  @Test
  void slowAndLatencyStillGiveTheWholeAnswer() throws Exception {
    control.order("Hello", new Fault.Latency(3), new Fault.Slow(1));

    assertThat(ask("Hello").stopReason()).isEqualTo("end_turn");
  }

  @Test
  void ordersAreUsedOldestFirstAndAsOftenAsTheySay() throws Exception {
    control.order(FaultOrder.on("twice", new Fault.Text("first")).times(2));
    control.order(FaultOrder.any(new Fault.Text("second")).forModel(Running.CLAUDE));

    assertThat(ask("twice").text()).isEqualTo("first");
    assertThat(control.orders()).hasSize(2).first().extracting(FaultOrder::times).isEqualTo(1);
    assertThat(ask("twice").text()).isEqualTo("first");
    assertThat(ask("twice").text()).isNotEqualTo("second");
    assertThat(Streamed.ask(running.async(), Running.CLAUDE_PROFILE, "twice").text())
        .isEqualTo("second");
    assertThat(control.orders()).isEmpty();
  }

  @Test
  void aWholeAnswerMeetsTheFaultsToo() {
    control.order("whole", new Fault.ExceptionFrame("throttlingException", 3));
    assertThatThrownBy(() -> whole("whole")).isInstanceOf(ThrottlingException.class);

    control.order("whole", new Fault.Refuse(424, "ModelErrorException", "no"));
    assertThatThrownBy(() -> whole("whole")).isInstanceOf(BedrockRuntimeException.class);

    control.order("whole", new Fault.Cut(3));
    assertThatThrownBy(() -> whole("whole")).hasRootCauseInstanceOf(IOException.class);

    control.order("whole", new Fault.Text("as ordered"), new Fault.Slow(1), new Fault.Latency(1));
    assertThat(whole("whole")).isEqualTo("as ordered");
  }

  private static Streamed ask(String text) throws Exception {
    return Streamed.ask(running.async(), Running.NOVA, text);
  }

  private static String whole(String text) {
    return running
        .sync()
        .converse(r -> r.modelId(Running.NOVA).messages(Streamed.user(text)))
        .output()
        .message()
        .content()
        .getFirst()
        .text();
  }
}
