package dev.cloister.edge.limit;

import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that are in memory at a time, from their arrival until they are parsed.
 */
@ApplicationScoped
class BodyMemory {

  private static final Problem FULL =
      Problem.unavailable(
          "Too many large bodies come at a time. Try again.", Duration.ofSeconds(1));

  private final AtomicLong taken = new AtomicLong();
  private final long most;

  BodyMemory(LimitsConfig config) {
    this.most = config.bodyMemory().asLongValue();
  }

  /** One body's share; given back when it is closed. Not safe for several threads at a time. */
  Share open() {
    return new Share();
  }

  final class Share implements AutoCloseable {

    private long mine;

    private Share() {}

    /** Takes so many bytes more; false where there are none. */
    boolean take(int bytes) {
      mine += bytes;
      return taken.addAndGet(bytes) <= most;
    }

    /** What a body gets that there is no room for. */
    Problem refusal() {
      return FULL;
    }

    @Override
    public void close() {
      taken.addAndGet(-mine);
    }
  }
}
