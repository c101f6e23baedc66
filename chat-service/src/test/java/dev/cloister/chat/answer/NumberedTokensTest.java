package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.attack.Attack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Every delta comes once and in order, however the network splits it and the reader reads. */
@QuarkusTest
class NumberedTokensTest {

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();

  @Attack(promise = 1, rounds = 20)
  void aBurstArrivesWhole(int round) {
    int tokens = 1 + round * 37 % 2000;
    Api.bedrock().order(mark, new Fault.Pace(0, tokens));

    arrive(tokens, ask().rest());
  }

  @Attack(promise = 1, rounds = 5)
  void aSteadyStreamArrivesWhole() {
    Api.bedrock().order(mark, new Fault.Pace(300, 100));

    arrive(100, ask().rest());
  }

  /** In a thousand rounds at every byte of the stream, and again a thousand bytes later. */
  @Attack(promise = 1, rounds = 40)
  void aStreamSplitAtAnyByteArrivesWhole(int round) {
    int first = 1 + round * 7919 % 1000;
    Api.bedrock().order(mark, new Fault.Pace(0, 5), new Fault.SplitAt(first, 1000));

    arrive(5, ask().rest());
  }

  @Attack(promise = 1, rounds = 2, atMost = 50)
  void aSlowReaderGetsEverything() {
    Api.bedrock().order(mark, new Fault.Flood(20_000));

    arrive(20_000, new Events(new Slow(response())).rest());
  }

  private Events ask() {
    return new Events(response());
  }

  private InputStream response() {
    return user.ask(Api.newSession(), Map.of("text", mark)).body();
  }

  private static void arrive(int tokens, List<Event> events) {
    List<String> names = events.stream().map(Event::name).distinct().toList();
    assertThat(names).containsExactly("started", "textDelta", "finished");
    assertThat(events).extracting(Event::id).isEqualTo(upTo(1, tokens + 2));
    List<Event> deltas = events.subList(1, tokens + 1);
    assertThat(deltas)
        .extracting(e -> e.data().at("/content/sequenceNumber").asInt())
        .isEqualTo(upTo(0, tokens - 1));
    assertThat(deltas)
        .extracting(e -> e.data().at("/content/text").asText())
        .isEqualTo(IntStream.range(0, tokens).mapToObj(i -> "t" + i + " ").toList());
  }

  private static List<Integer> upTo(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  /** Takes its first megabyte in sips. */
  private static final class Slow extends FilterInputStream {
    private int taken;

    Slow(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (taken > 1_000_000) {
        return super.read(bytes, offset, length);
      }
      LockSupport.parkNanos(500_000);
      int read = super.read(bytes, offset, Math.min(length, 2048));
      taken += read;
      return read;
    }
  }
}
