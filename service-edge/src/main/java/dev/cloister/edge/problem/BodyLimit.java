package dev.cloister.edge.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says in a problem document what the HTTP layer would say with an empty 413. */
@ApplicationScoped
class BodyLimit {

  private static final int BEFORE_THE_HTTP_LAYERS_OWN = 1000;

  private final long limit;
  private final ObjectMapper json;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize limit,
      ObjectMapper json) {
    this.limit = limit.asLongValue();
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_THE_HTTP_LAYERS_OWN);
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > limit) {
      refuse(context);
    } else {
      context.next();
    }
  }

  private void refuse(RoutingContext context) {
    String id = UUID.randomUUID().toString();
    var problem = Problem.tooLarge("body", "must be at most " + limit + " bytes").at(id);
    try {
      var response =
          context
              .response()
              .setStatusCode(problem.status())
              .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
              .putHeader("X-Request-Id", id);
      if (context.request().version() != HttpVersion.HTTP_2) {
        // What is left of the body would be read as the next request.
        response.putHeader(HttpHeaders.CONNECTION, "close");
      }
      response.end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      context.fail(problem.status(), e);
    }
  }
}
