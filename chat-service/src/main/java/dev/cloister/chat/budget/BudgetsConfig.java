package dev.cloister.chat.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What each person may use where an administrator has said nothing else. */
@ConfigMapping(prefix = "cloister.budgets")
public interface BudgetsConfig {

  /** Tokens read and written per person and day of UTC. Unset: no limit. */
  Optional<Long> tokensPerDay();

  /** Tokens read and written per person and minute. Unset: no limit. */
  Optional<Long> tokensPerMinute();

  /**
   * Answers that one person may have made at a time, 500 at most. Unset: no limit, or 500 for whom
   * tokens are limited.
   */
  Optional<Long> concurrentAnswers();

  /** How soon every pod knows of limits that an administrator has changed. */
  @WithDefault("10s")
  Duration refresh();

  /**
   * How long a reservation holds without being renewed. The place of an answer whose pod has died
   * is free again after it; its tokens stay counted.
   */
  @WithDefault("3m")
  Duration lease();
}
