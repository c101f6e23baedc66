package dev.cloister.edge.limit;

import dev.cloister.edge.identity.Subject;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Memory that a request holds until its response is written. */
@ApplicationScoped
public class HeldMemory {

  /** Far longer than a connection stays open that takes nothing. */
  private static final long AT_THE_LATEST_MILLIS = 300_000;

  private final CurrentVertxRequest request;

  HeldMemory(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * Takes memory until the response is written, or whom it goes to is gone, five minutes at most.
   * What is written at once counts as written, though nobody may read it: take it for what is
   * streamed.
   *
   * @throws dev.cloister.edge.problem.ProblemException 503 where there is none
   */
  public void untilAnswered(SharedMemory memory, Subject person, long bytes) {
    var share = memory.take(person, bytes);
    var context = request.getCurrent();
    // Not every way in which a connection can end is told.
    long timer = context.vertx().setTimer(AT_THE_LATEST_MILLIS, late -> share.close());
    context.addEndHandler(
        end -> {
          context.vertx().cancelTimer(timer);
          share.close();
        });
    if (context.response().closed()) {
      share.close(); // Of whom was gone before, the handler is not told any more.
    }
  }
}
