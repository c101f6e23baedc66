package dev.cloister.chat.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where usage and budgets are kept, and for how long. */
@ConfigMapping(prefix = "cloister.usage")
public interface UsageTableConfig {

  /** The DynamoDB table of usage and budgets. */
  @WithDefault("cloister-usage")
  String table();

  /** Whether the table is made at start. For development; operators make their own. */
  @WithDefault("false")
  boolean create();

  /** How long a day's usage is kept and shown. */
  @WithDefault("400d")
  Duration retention();
}
