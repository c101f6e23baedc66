package dev.cloister.edge.drain;

import dev.cloister.edge.problem.EarlyProblems;
import dev.cloister.edge.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Counts the requests that run, and refuses new ones once the service is going. */
@ApplicationScoped
class DrainFilter {

  private static final int BEFORE_ALL = 20_000;
  private static final Problem GOING =
      Problem.unavailable(
          "This instance is going and takes nothing new. Try again; another one will answer.",
          Duration.ofSeconds(1));

  private final Drain drain;
  private final EarlyProblems problems;

  DrainFilter(Drain drain, EarlyProblems problems) {
    this.drain = drain;
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::count, BEFORE_ALL);
  }

  private void count(RoutingContext exchange) {
    HttpServerResponse response = exchange.response();
    // Counted before it is asked whether there is a drain, so none slips between.
    drain.add(response);
    exchange.addEndHandler(done -> drain.remove(response));
    if (drain.hasBegun()) {
      problems.refuse(exchange, GOING);
    } else {
      exchange.next();
    }
  }
}
