package dev.cloister.chat.answer;

import dev.cloister.chat.stream.StreamEntry.Texts;
import dev.cloister.chat.stream.StreamStore;
import dev.cloister.chat.stream.StreamStore.Written;
import dev.cloister.chat.stream.StreamsConfig;
import dev.cloister.edge.drain.Unfinished;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives this pod's answers to the store that all pods share, where there is one. */
@ApplicationScoped
class SharedAnswers implements Unfinished {

  private final StreamStore store;
  private final SharedForm form;
  private final Vertx vertx;
  private final AnswersConfig answers;
  private final long interval;
  private final AtomicInteger shipping = new AtomicInteger();

  SharedAnswers(
      StreamStore store,
      SharedForm form,
      Vertx vertx,
      AnswersConfig answers,
      StreamsConfig streams) {
    this.store = store;
    this.form = form;
    this.vertx = vertx;
    this.answers = answers;
    this.interval = streams.interval().toMillis();
  }

  void share(Answer answer) {
    if (store.isConfigured()) {
      shipping.incrementAndGet();
      new Shipping(answer, this).start();
    }
  }

  /** The answer's stream has its end, or never will. */
  void shipped() {
    shipping.decrementAndGet();
  }

  @Override
  public int unfinished() {
    return shipping.get();
  }

  @Override
  public void giveUp() {
    // Who listens elsewhere gets the end from history, once this pod is gone.
  }

  Uni<Written> open(Answer answer) {
    String start = form.start(answer.log().started());
    return store.open(answer.id().value(), answer.owner().value(), start);
  }

  Uni<Written> append(Answer answer, Texts texts) {
    return store.append(answer.id().value(), texts);
  }

  Uni<Written> end(AnswerId id, EndRecord end) {
    return store.end(id.value(), form.end(end), answers.retention());
  }

  /** Runs it when the shortest time between two writes has passed. */
  void later(Runnable write) {
    in(interval, write);
  }

  void in(long millis, Runnable write) {
    vertx.setTimer(millis, t -> write.run());
  }
}
