package dev.cloister.acceptance.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.acceptance.RunningPlatform;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the bench takes for a whole answer, and what it counts as lost. */
class ListenerTest {

  private static final int STREAMS = 3;

  private Upstream upstream;
  private Listeners listeners;
  private Gateway nobody;

  @BeforeEach
  void aStandInThatIsAskedByNobodyBetween() throws Exception {
    upstream = Upstream.start();
    listeners = new Listeners();
    nobody = new Peers(upstream, RunningPlatform.target()).direct();
  }

  @AfterEach
  void gone() {
    listeners.close();
    upstream.close();
  }

  @Test
  void aWholeAnswerIsNeitherCutNorLacksTokens() throws Exception {
    var round = Round.burst(nobody, upstream, listeners, STREAMS, 100);

    assertThat(round.lost()).isZero();
    assertThat(round.cut()).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FINISHED")
  void anAnswerWithoutItsLastEventIsNone(Pace.End end) throws Exception {
    upstream.pace(Pace.broken(end));

    List<Listener> all = listeners.ask(nobody, STREAMS, Duration.ZERO);
    Round.await("the ends", () -> all.stream().allMatch(Listener::isOver));

    assertThat(all).noneMatch(Listener::looksFinished);
  }

  /** As peers answer that are in trouble: it ends no bench, and looks like no answer. */
  @Test
  void aYesWithNothingBehindItIsAResult() throws Exception {
    upstream.pace(Pace.burst(0));

    List<Listener> all = listeners.ask(nobody, STREAMS, Duration.ZERO);
    Round.await("the ends", () -> all.stream().allMatch(Listener::isOver));
    Round.awaitFirstTokens(all);

    assertThat(all).allMatch(Listener::isAccepted).allMatch(listener -> listener.tokens() == 0);
  }

  @Test
  void tokensThatWereSaidAndDidNotComeAreLost() throws Exception {
    upstream.pace(Pace.steady(Duration.ofMillis(1)));
    List<Listener> all = listeners.ask(nobody, STREAMS, Duration.ZERO);
    Round.awaitFirstTokens(all);

    listeners.onLoop(
        () -> {
          all.forEach(Listener::stall);
          return null;
        });
    long came = all.stream().mapToLong(Listener::tokens).sum();
    Round.await("more", () -> upstream.said() > came + 100);
    all.forEach(Listener::leave);
    Round.await("the ends", () -> upstream.open() == 0);

    assertThat(upstream.saidByOver()).isGreaterThan(all.stream().mapToLong(Listener::tokens).sum());
  }
}
