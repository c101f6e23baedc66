package dev.cloister.edge.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in a problem document what the HTTP layer would say with an empty 413. */
@ApplicationScoped
class BodyLimit {

  private static final int BEFORE_THE_HTTP_LAYERS_OWN = 1000;

  private final long limit;
  private final EarlyProblems problems;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize limit,
      EarlyProblems problems) {
    this.limit = limit.asLongValue();
    this.problems = problems;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_HTTP_LAYERS_OWN);
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > limit) {
      problems.refuse(context, Problem.tooLarge("body", "must be at most " + limit + " bytes"));
    } else {
      context.next();
    }
  }
}
