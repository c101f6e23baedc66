package dev.cloister.chat.preflight;

import dev.cloister.chat.stream.StreamStore;
import dev.cloister.edge.preflight.Check;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/** Where a stream store is set, it answers. */
@ApplicationScoped
class StreamStoreThere implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StreamStore store;

  StreamStoreThere(StreamStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "stream store";
  }

  @Override
  public String run() {
    if (!store.isConfigured()) {
      return "none is set; run one chat-service pod";
    }
    store.head(UUID.randomUUID()).await().atMost(PATIENCE);
    return "it answers";
  }
}
