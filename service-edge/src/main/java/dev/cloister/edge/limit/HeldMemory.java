package dev.cloister.edge.limit;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Memory that a request holds until its response is gone. */
@ApplicationScoped
public class HeldMemory {

  private final CurrentVertxRequest request;

  HeldMemory(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * Gives the share back when the last byte of the response is sent, or whom it goes to is gone.
   */
  public void untilAnswered(SharedMemory.Share share) {
    request.getCurrent().addEndHandler(end -> share.close());
  }
}
