package dev.cloister.edge.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloister.edge.request.RequestId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Refuses requests with a problem document before any resource has seen them. */
@ApplicationScoped
public class EarlyProblems {

  private final ObjectMapper json;

  EarlyProblems(ObjectMapper json) {
    this.json = json;
  }

  /** Ends the exchange with the problem. On HTTP/1 its connection is closed. */
  public void refuse(RoutingContext exchange, Problem problem) {
    String id = RequestId.of(exchange.request().getHeader(RequestId.HEADER));
    var response =
        exchange
            .response()
            .setStatusCode(problem.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
            .putHeader(RequestId.HEADER, id);
    if (problem.retryAfterSeconds() != null) {
      response.putHeader(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds().toString());
    }
    LastResponse.on(exchange);
    try {
      response.end(json.writeValueAsString(problem.at(id)));
    } catch (JsonProcessingException e) {
      exchange.fail(problem.status(), e);
    }
  }
}
