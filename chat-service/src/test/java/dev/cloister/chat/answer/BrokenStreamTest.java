package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Attack;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that breaks, in whatever way and wherever, is never told or stored as finished. */
@QuarkusTest
class BrokenStreamTest {

  private static final int TOKENS = 42;

  /** The break, after so many tokens. */
  private static final List<IntFunction<Fault>> BREAKS =
      List.of(
          Fault.Cut::new,
          Fault.End::new,
          Fault.Truncate::new,
          Fault.Corrupt::new,
          Fault.CorruptPrelude::new,
          Fault.Garbage::new,
          k -> new Fault.End(TOKENS),
          k -> new Fault.Cut(TOKENS),
          k -> new Fault.ExceptionFrame("internalServerException", k),
          k -> new Fault.ExceptionFrame("modelStreamErrorException", k),
          k -> new Fault.ExceptionFrame("throttlingException", k),
          k -> new Fault.ExceptionFrame("validationException", k),
          k -> new Fault.ExceptionFrame("serviceUnavailableException", k),
          k -> new Fault.ExceptionFrame("neverHeardOfException", k));

  private final Api user = Api.newUser();
  private final String session = Api.newSession();
  private final String mark = "mark-" + UUID.randomUUID();

  /** Breaks that were ordered for repeats which did not come. */
  @AfterEach
  void nothingIsLeftBroken() {
    Api.bedrock().clear();
  }

  /** In 588 rounds every break after every token. */
  @Attack(promise = 2, rounds = 42)
  void aBrokenStreamNeverLooksComplete(int round) {
    Fault fault = BREAKS.get(round % BREAKS.size()).apply(round / BREAKS.size() * 17 % TOKENS);
    // A break so early that no answer was seen is tried again, and breaks again.
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Pace(0, TOKENS), fault).times(3));

    var response = user.ask(session, Map.of("text", mark));

    if (response.statusCode() == 200) {
      List<Event> events = new Events(response.body()).rest();
      assertThat(events).filteredOn(Event::isEnd).extracting(Event::name).containsExactly("failed");
      assertThat(events.getLast().name()).isEqualTo("failed");
      assertThat(numbered()).startsWith(Events.text(events));
      assertThat(stored().at("/content").asText()).isEqualTo(Events.text(events));
    } else {
      // Only a reset may overtake the stream's beginning.
      assertThat(fault).isInstanceOf(Fault.Cut.class);
      assertThat(response.statusCode()).isEqualTo(503);
    }
    assertThat(stored().at("/metadata/status").asText()).isEqualTo("failed");
  }

  /** The model has said that it is done: the text is whole, and what it cost is not made up. */
  @Promise(2)
  @Test
  void aStopWithoutUsageIsFinishedWithoutUsage() {
    Api.bedrock().order(mark, new Fault.Pace(0, TOKENS), new Fault.NoUsage());

    Event end = user.events(session, Map.of("text", mark)).rest().getLast();

    assertThat(end.name()).isEqualTo("finished");
    assertThat(end.data().at("/content").has("usage")).isFalse();
    assertThat(stored().at("/content").asText()).isEqualTo(numbered());
    assertThat(stored().at("/metadata/usage").isMissingNode()).isTrue();
  }

  @Promise(2)
  @Test
  void aTitleThatBreaksOffIsNone() {
    Api.bedrock().order(mark, new Fault.Pace(0, TOKENS));
    Api.bedrock().order(mark, new Fault.Text("Half of a title"), new Fault.Cut(2));

    user.events(session, Map.of("text", mark)).rest();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> Api.bedrock().orders().stream().noneMatch(order -> mark.equals(order.match())));
    assertThat(user.history(session).get("title").asText()).isEqualTo(mark);
    assertThat(stored().at("/metadata/status").asText()).isEqualTo("finished");
  }

  private JsonNode stored() {
    return user.history(session).at("/history/1");
  }

  private static String numbered() {
    return IntStream.range(0, TOKENS).mapToObj(i -> "t" + i + " ").collect(Collectors.joining());
  }
}
