package dev.cloister.chat.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which models may be used, and what they can take. */
@ConfigMapping(prefix = "cloister.models")
public interface ModelsConfig {

  /**
   * What may be used: ids of foundation models or inference profiles, each with its context window
   * in tokens where it is known ({@code <id>=<tokens>}). The first is the default.
   */
  List<AllowedModel> allowed();

  /** The model that writes titles; it must be allowed. Unset: the one that answered. */
  Optional<String> titleModel();

  /** The longest answer, in tokens. */
  @WithDefault("4096")
  int maxOutputTokens();

  /** The context window, in tokens, of a model whose entry does not say. */
  @WithDefault("32000")
  int defaultContextTokens();

  /**
   * A model that is not in the list, for the preflight to see refused by AWS; the account must have
   * access to it, or it is refused whatever the role may do.
   */
  @WithDefault("amazon.nova-micro-v1:0")
  String unlisted();

  /** How long the list from Bedrock is used before it is fetched again. */
  @WithDefault("10m")
  Duration refresh();
}
