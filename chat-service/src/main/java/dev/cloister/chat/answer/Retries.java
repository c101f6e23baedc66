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
    this.most = config.retries();
    this.patience = config.startWithin();
  }

  /**
   * How long to wait before the next call: as Bedrock asks, else twice as long each time, with
   * jitter. Empty where there should be none.
   *
   * @param elapsed since the question came
   */
  Optional<Duration> next(Throwable refusal, Duration elapsed) {
    if (made == most || !BedrockProblems.mayPass(refusal)) {
      return Optional.empty();
    }
    Duration wait = BedrockProblems.retryAfter(refusal).orElseGet(this::backoff);
    if (elapsed.plus(wait).compareTo(patience) > 0) {
      return Optional.empty();
    }
    made++;
    return Optional.of(wait);
  }

  private Duration backoff() {
    long most = FIRST_WAIT.toMillis() << made;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }
}
