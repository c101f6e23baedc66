package dev.cloister.edge.start;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * A start makes garbage that a service which nobody uses would keep for hours: an executable
 * collects when its young generation is full, and not before. So it is collected once, when the
 * start is over. A JVM would not give the memory back.
 */
@ApplicationScoped
class StartupGarbage {

  private static final long AFTER_MILLIS = 2000;

  void collect(@Observes StartupEvent event, Vertx vertx) {
    if (ImageMode.current() == ImageMode.NATIVE_RUN) {
      vertx.setTimer(AFTER_MILLIS, due -> Thread.startVirtualThread(System::gc));
    }
  }
}
