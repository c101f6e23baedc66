package dev.cloister.chat.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which models may be used, and what they can take. */
@ConfigMapping(prefix = "cloister.models")
public interface ModelsConfig {

  /** Ids of foundation models or inference profiles. The first is the default. */
  List<String> allowed();

  /** The model that writes titles; it must be allowed. Unset: the one that answered. */
  Optional<String> titleModel();

  /** The longest answer, in tokens. */
  @WithDefault("4096")
  int maxOutputTokens();

  /** The context window, in tokens, of a model that {@link #contexts} does not name. */
  @WithDefault("32000")
  int defaultContextTokens();

  /** Context windows in tokens, by the allowed id. */
  Map<String, Integer> contexts();

  /** How long the list from Bedrock is used before it is fetched again. */
  @WithDefault("10m")
  Duration refresh();
}
