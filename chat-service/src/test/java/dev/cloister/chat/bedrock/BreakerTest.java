package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cloister.edge.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private record Config(
      Duration window, int minimumCalls, double failureShare, Duration openFor, int probes)
      implements BreakerConfig {}

  private final AtomicLong now = new AtomicLong(-5_000_000_000L);
  private final Breaker breaker =
      new Breaker(
          "a-model",
          new Config(Duration.ofSeconds(30), 4, 0.5, Duration.ofSeconds(10), 2),
          now::get);

  @Test
  void staysClosedBelowTheMinimumOfCalls() {
    fail(3);

    assertThat(breaker.level()).isZero();
  }

  @Test
  void staysClosedBelowTheShareOfFailures() {
    succeed(5);
    fail(4);

    assertThat(breaker.level()).isZero();
  }

  @Test
  void opensAtTheShareAndSaysWhenToComeBack() {
    succeed(2);
    fail(2);
    pass(Duration.ofMillis(3500));

    assertThat(breaker.level()).isEqualTo(2);
    assertThat(refusal().problem().status()).isEqualTo(503);
    assertThat(refusal().problem().retryAfterSeconds()).isEqualTo(7);
    assertThat(breaker.refused()).isEqualTo(2);
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    fail(3);
    pass(Duration.ofSeconds(31));
    fail(1);

    assertThat(breaker.level()).isZero();
  }

  @Test
  void countsNeitherThrottlingNorWhatWasNeverMade() {
    for (int i = 0; i < 20; i++) {
      listener(breaker.acquire()).failed(new StreamException("throttlingException"));
      listener(breaker.acquire()).failed(new StreamException("validationException"));
      breaker.acquire().giveBack();
    }

    assertThat(breaker.level()).isZero();
  }

  @Test
  void letsOnlyTheProbesThroughAndClosesWhenAllPass() {
    fail(4);
    pass(Duration.ofSeconds(10));
    Permit one = breaker.acquire();
    Permit two = breaker.acquire();
    assertThat(refusal().problem().retryAfterSeconds()).isPositive();

    listener(one).begun();
    assertThat(breaker.level()).isEqualTo(1);
    listener(two).begun();

    assertThat(breaker.level()).isZero();
    fail(3);
    assertThat(breaker.level()).isZero();
  }

  @Test
  void opensAgainWhenOneProbeFails() {
    fail(4);
    pass(Duration.ofSeconds(10));
    Permit one = breaker.acquire();
    listener(breaker.acquire()).failed(new IOException());

    assertThat(breaker.level()).isEqualTo(2);
    listener(one).begun();
    assertThat(breaker.level()).isEqualTo(2);
  }

  @Test
  void aProbeThatWasNotMadeLeavesItsPlaceToAnother() {
    fail(4);
    pass(Duration.ofSeconds(10));
    breaker.acquire();
    breaker.acquire().giveBack();

    assertThatCode(breaker::acquire).doesNotThrowAnyException();
  }

  @Test
  void probesThatNeverComeBackDoNotHoldItForEver() {
    fail(4);
    pass(Duration.ofSeconds(10));
    breaker.acquire();
    breaker.acquire();
    pass(Duration.ofSeconds(10));

    assertThatCode(breaker::acquire).doesNotThrowAnyException();
  }

  @Test
  void anOldCallSaysNothingAboutAModelThatCameBack() {
    Permit old = breaker.acquire();
    fail(4);
    pass(Duration.ofSeconds(10));
    succeed(2);
    fail(3);
    listener(old).failed(new IOException());

    assertThat(breaker.level()).isZero();
  }

  @Test
  void aCallThatWasGivenUpAfterTheModelsPatienceIsAFailure() {
    for (int i = 0; i < 4; i++) {
      cancel(Duration.ZERO);
    }

    assertThat(breaker.level()).isEqualTo(2);
  }

  @Test
  void aCallThatItsOwnerStoppedEarlierIsNot() {
    for (int i = 0; i < 8; i++) {
      cancel(PATIENCE);
    }

    assertThat(breaker.level()).isZero();
  }

  @Test
  void aStreamThatBreaksLaterIsNoFailureToOpen() {
    for (int i = 0; i < 8; i++) {
      ModelListener call = listener(breaker.acquire());
      call.begun();
      call.failed(new IOException());
    }

    assertThat(breaker.level()).isZero();
  }

  private void cancel(Duration patience) {
    var listener = new Recorded();
    breaker.acquire().watched(listener, patience).calling(new Recorded.NoStream());
    listener.stream.cancel();
  }

  private void succeed(int times) {
    for (int i = 0; i < times; i++) {
      listener(breaker.acquire()).begun();
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      listener(breaker.acquire()).failed(new IOException());
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private ProblemException refusal() {
    return catchThrowableOfType(ProblemException.class, breaker::acquire);
  }

  private static ModelListener listener(Permit permit) {
    return permit.watched(new Recorded(), PATIENCE);
  }

  private static final class Recorded implements ModelListener {

    private record NoStream() implements ModelStream {
      @Override
      public void pause() {}

      @Override
      public void resume() {}

      @Override
      public void cancel() {}
    }

    private ModelStream stream;

    @Override
    public void calling(ModelStream stream) {
      this.stream = stream;
    }

    @Override
    public void begun() {}

    @Override
    public void said(ConverseEvent event) {}

    @Override
    public void completed() {}

    @Override
    public void failed(Throwable e) {}
  }
}
