package dev.cloister.edge.limit;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all requests hold of something at a time. One person has a part of them, so that
 * nobody can keep others from being heard.
 */
public final class SharedMemory {

  private final AtomicLong taken = new AtomicLong();
  private final Map<Subject, Long> takenBy = new ConcurrentHashMap<>();
  private final long most;
  private final long mostPerPerson;
  private final Problem full;

  /**
   * Memory of which nothing is taken.
   *
   * @param most for all persons, in bytes
   * @param mostPerPerson for each of them, in bytes
   * @param what what is held, in the plural, for whom there is no room
   */
  public SharedMemory(MemorySize most, MemorySize mostPerPerson, String what) {
    this.most = most.asLongValue();
    this.mostPerPerson = mostPerPerson.asLongValue();
    this.full =
        Problem.unavailable(
            "Too many large " + what + " come at a time. Try again.", Duration.ofSeconds(1));
  }

  /**
   * One request's share; given back when it is closed.
   *
   * @param person whose it is, where it is a person's
   */
  public Share open(Optional<Subject> person) {
    return new Share(person);
  }

  /**
   * A share of so many bytes.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 where there are none
   */
  public Share take(Subject person, long bytes) {
    var share = open(Optional.of(person));
    if (!share.take(bytes)) {
      share.close();
      throw full.asException();
    }
    return share;
  }

  /** One request's share. Any thread. */
  public final class Share implements AutoCloseable {

    private final Optional<Subject> person;
    private long mine;

    private Share(Optional<Subject> person) {
      this.person = person;
    }

    /** Takes so many bytes more; false where there are none, and the share is to be closed. */
    public synchronized boolean take(long bytes) {
      mine += bytes;
      long all = taken.addAndGet(bytes);
      long persons = person.map(p -> takenBy.merge(p, bytes, Long::sum)).orElse(0L);
      return all <= most && persons <= mostPerPerson;
    }

    /** What somebody is told for whom there is no room. */
    public Problem refusal() {
      return full;
    }

    /** Gives back what was taken; nothing the second time. */
    @Override
    public synchronized void close() {
      long back = mine;
      mine = 0;
      taken.addAndGet(-back);
      person.ifPresent(
          p -> takenBy.computeIfPresent(p, (who, all) -> all == back ? null : all - back));
    }
  }
}
