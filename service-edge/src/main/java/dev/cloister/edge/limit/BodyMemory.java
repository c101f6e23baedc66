package dev.cloister.edge.limit;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of all bodies that are in memory at a time, from their arrival until they are parsed.
 * One person has a part of it, so that nobody can keep others from being heard.
 */
@ApplicationScoped
class BodyMemory {

  private static final Problem FULL =
      Problem.unavailable(
          "Too many large bodies come at a time. Try again.", Duration.ofSeconds(1));

  private final AtomicLong taken = new AtomicLong();
  private final Map<Subject, Long> takenBy = new ConcurrentHashMap<>();
  private final long most;
  private final long mostPerPerson;

  BodyMemory(LimitsConfig config) {
    this.most = config.bodyMemory().asLongValue();
    this.mostPerPerson = config.bodyMemoryPerPerson().asLongValue();
  }

  /**
   * One body's share; given back when it is closed. Not safe for several threads at a time.
   *
   * @param person who sends it, where a person does
   */
  Share open(Optional<Subject> person) {
    return new Share(person);
  }

  final class Share implements AutoCloseable {

    private final Optional<Subject> person;
    private long mine;

    private Share(Optional<Subject> person) {
      this.person = person;
    }

    /** Takes so many bytes more; false where there are none. */
    boolean take(int bytes) {
      mine += bytes;
      long all = taken.addAndGet(bytes);
      long persons = person.map(p -> takenBy.merge(p, (long) bytes, Long::sum)).orElse(0L);
      return all <= most && persons <= mostPerPerson;
    }

    /** What a body gets that there is no room for. */
    Problem refusal() {
      return FULL;
    }

    @Override
    public void close() {
      taken.addAndGet(-mine);
      person.ifPresent(
          p -> takenBy.computeIfPresent(p, (who, all) -> all == mine ? null : all - mine));
    }
  }
}
