package dev.cloister.chat.answer;

import dev.cloister.chat.bedrock.BedrockProblems;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a call that was refused before its first token is worth another. Bounded in number and by
 * the time that the caller's request may take to begin; not thread-safe.
 */
final class Retries {

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);

  private final int most;
  private final Duration patience;
  private int made;

  Retries(AnswersConfig config) {
    this(config.retries(), config.startWithin());
  }

  Retries(int most, Duration patience) {
    this.most = most;
    this.patience = patience;
  }

  /**
   * How long to wait before the next call: as Bedrock asks and up to a fifth longer, else twice as
   * long each time, with jitter. Empty where there should be none.
   *
   * @param elapsed since the question came
   */
  Optional<Duration> next(Throwable refusal, Duration elapsed) {
    if (made == most || !BedrockProblems.mayPass(refusal)) {
      return Optional.empty();
    }
    Duration left = patience.minus(elapsed);
    Optional<Duration> asked = BedrockProblems.retryAfter(refusal).filter(Duration::isPositive);
    Duration least = asked.orElseGet(this::backoff);
    if (least.compareTo(left) > 0) {
      return Optional.empty();
    }
    made++;
    return Optional.of(asked.map(wait -> later(wait, left)).orElse(least));
  }

  private Duration backoff() {
    long most = FIRST_WAIT.toMillis() << made;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** All who were refused together are told the same; they should not come back together. */
  private static Duration later(Duration asked, Duration left) {
    long most = asked.toMillis() + asked.toMillis() / 5;
    Duration wait =
        Duration.ofMillis(ThreadLocalRandom.current().nextLong(asked.toMillis(), most + 1));
    return wait.compareTo(left) < 0 ? wait : left;
  }
}
