package dev.cloister.chat.answer;

import dev.cloister.chat.stream.StopOrder;
import dev.cloister.edge.drain.Unfinished;
import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import io.vertx.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The answers of this pod: those being made, and for a while those that have ended. */
@ApplicationScoped
class Answers implements Unfinished {

  private static final long TICK_MILLIS = 1000;

  private record Ended(Answer answer, long at, long bytes) {}

  private record Coming(Subject owner, CompletableFuture<Void> decided) {}

  private final Map<AnswerId, Answer> byId = new ConcurrentHashMap<>();
  private final Map<AnswerId, Coming> coming = new ConcurrentHashMap<>();
  private final ConcurrentLinkedDeque<Ended> ended = new ConcurrentLinkedDeque<>();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong retained = new AtomicLong();
  private final AnswersConfig config;
  private final SharedAnswers shared;
  private final Vertx vertx;
  private long timer;

  Answers(AnswersConfig config, SharedAnswers shared, Vertx vertx) {
    this.config = config;
    this.shared = shared;
    this.vertx = vertx;
  }

  @PostConstruct
  void startTicking() {
    timer = vertx.setPeriodic(TICK_MILLIS, t -> tick());
  }

  @PreDestroy
  void stopTicking() {
    vertx.cancelTimer(timer);
  }

  /**
   * Takes a place for one more answer, or refuses with 503. Every place taken is given back, by
   * {@link #dismiss} or at the end of an answer that was started in it.
   */
  void admit(Subject owner, AnswerId id) {
    if (running.incrementAndGet() > config.maxRunning()) {
      running.decrementAndGet();
      throw Problem.unavailable(
              "Too many answers are being made. Try again.", Duration.ofSeconds(2))
          .asException();
    }
    coming.put(id, new Coming(owner, new CompletableFuture<>()));
  }

  /** Gives back a place that no answer came to use. */
  void dismiss(AnswerId id) {
    running.decrementAndGet();
    coming.remove(id).decided().complete(null);
  }

  /** Makes the answer known and starts it, in the place that was taken under this id. */
  void start(AnswerId place, Answer answer) {
    byId.put(answer.id(), answer);
    coming.remove(place).decided().complete(null);
    answer
        .closed()
        .thenRun(
            () -> {
              running.decrementAndGet();
              retain(answer);
            });
    shared.share(answer);
    answer.start();
  }

  private void retain(Answer answer) {
    var kept = new Ended(answer, System.nanoTime(), answer.log().bytes());
    retained.addAndGet(kept.bytes());
    ended.add(kept);
    forget();
  }

  /** Another pod passes on its caller's wish; it has checked whose answer it is. */
  void stop(@Observes StopOrder order) {
    Answer answer = byId.get(new AnswerId(order.answer()));
    if (answer != null) {
      answer.stop();
    }
  }

  /** The subject's answer; another's is as unknown as one that never was. */
  Optional<Answer> find(Subject owner, AnswerId id) {
    return Optional.ofNullable(byId.get(id)).filter(a -> a.owner().equals(owner));
  }

  /**
   * The same; where the answer's question is just being stored, its start is waited for.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 where its question was being stored and
   *     that was given up
   */
  Optional<Answer> await(Subject owner, AnswerId id) {
    Coming start = coming.get(id);
    if (start != null) {
      start.decided().join();
    } else if (!byId.containsKey(id)) {
      // A turn that was given up and is begun again has the place of the call that does so.
      coming.values().stream()
          .filter(c -> c.owner().equals(owner))
          .forEach(c -> c.decided().join());
    }
    Optional<Answer> found = find(owner, id);
    if (start != null && found.isEmpty()) {
      throw Problem.unavailable(
              "The question could not be stored now, so the model was not asked. Try again.",
              Duration.ofSeconds(2))
          .asException();
    }
    return found;
  }

  @Override
  public int unfinished() {
    return running.get();
  }

  @Override
  public void giveUp() {
    byId.values().forEach(Answer::leaveBehind);
  }

  private void tick() {
    long now = System.nanoTime();
    byId.values().forEach(a -> a.tick(now));
    forget();
  }

  private void forget() {
    for (Ended first = ended.peek(); first != null && isOver(first); first = ended.peek()) {
      if (ended.remove(first)) {
        retained.addAndGet(-first.bytes());
        byId.remove(first.answer().id());
      }
    }
  }

  private boolean isOver(Ended answer) {
    return System.nanoTime() - answer.at() > config.retention().toNanos()
        || ended.size() > config.maxRetained()
        || retained.get() > config.maxRetainedBytes().asLongValue();
  }
}
