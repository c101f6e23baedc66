package bench;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * One collection two seconds after the start, as the services have it: the least that an executable
 * costs is what it costs without the garbage of its start.
 */
@ApplicationScoped
class StartupGarbage {

  void collect(@Observes StartupEvent event, Vertx vertx) {
    vertx.setTimer(2000, due -> Thread.startVirtualThread(System::gc));
  }
}
