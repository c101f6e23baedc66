package dev.cloister.localcloud.bedrock.converse;

import dev.cloister.localcloud.bedrock.answer.Ending.Usage;
import io.vertx.core.json.JsonObject;

/** Usage and latency as both operations give them. */
final class Figures {

  private Figures() {}

  static JsonObject of(Usage usage, long latencyMillis) {
    return new JsonObject()
        .put("metrics", new JsonObject().put("latencyMs", latencyMillis))
        .put(
            "usage",
            new JsonObject()
                .put("inputTokens", usage.input())
                .put("outputTokens", usage.output())
                .put("totalTokens", usage.input() + usage.output()));
  }
}
