package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.stream.StreamEntry.Texts;
import dev.cloister.chat.stream.StreamStore;
import dev.cloister.chat.stream.StreamStore.Written;
import dev.cloister.chat.stream.StreamsConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives this pod's answers to the store that all pods share, where there is one. */
@ApplicationScoped
class SharedAnswers {

  private final StreamStore store;
  private final SharedForm form;
  private final Vertx vertx;
  private final AnswersConfig answers;
  private final long interval;

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
      new Shipping(answer, this).start();
    }
  }

  Uni<Written> open(Answer answer) {
    String start = form.start(answer.log().started());
    return store.open(answer.id().value(), answer.owner().value(), start);
  }

  Uni<Written> append(Answer answer, Texts texts) {
    return store.append(answer.id().value(), texts);
  }

  Uni<Written> end(AnswerId id, End end) {
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
