package dev.cloister.edge.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.cloister.edge.request.RequestId;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that a request can throw into a problem document. Nothing leaks from below. */
@ApplicationScoped
class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final RequestId requestId;

  ProblemMappers(RequestId requestId) {
    this.requestId = requestId;
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    // A refusal without a cause is no failure of ours, and there may be many of them at a time.
    if (e.problem().status() >= 500 && (e.getCause() != null || !isRefusal(e.problem()))) {
      LOG.errorf(e.getCause(), "%s requestId=%s", e.problem().type(), requestId.value());
    }
    return respond(e.problem());
  }

  private static boolean isRefusal(Problem problem) {
    return problem.kind() == ProblemType.UNAVAILABLE;
  }

  // Named beside its parent, because the framework has a mapper of its own for it.
  @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
  Response json(JsonProcessingException e) {
    return respond(JsonProblems.describe(e));
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  Response unauthenticated() {
    return respond(
        Problem.of(
            ProblemType.UNAUTHENTICATED,
            "Send an access token: Authorization: Bearer <token>. It is missing, expired or not"
                + " meant for this service."));
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return respond(Problem.of(ProblemType.FORBIDDEN, "The caller's token does not allow this."));
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return json(json);
    }
    if (e.getCause() instanceof ProblemException problem) {
      return problem(problem);
    }
    int status = e.getResponse().getStatus();
    return respond(
        switch (status) {
          case 400 -> Problem.of(ProblemType.INVALID_REQUEST, "The request cannot be read.");
          case 404 -> Problem.notFound("resource");
          case 405 -> Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Use another method.");
          case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "Change the Accept header.");
          case 413 -> Problem.of(ProblemType.TOO_LARGE, "Send a smaller body.");
          case 415 ->
              Problem.of(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
          default -> unexpected(e);
        });
  }

  @ServerExceptionMapper
  Response anything(Exception e) {
    return respond(unexpected(e));
  }

  private Problem unexpected(Exception e) {
    LOG.errorf(e, "request failed requestId=%s", requestId.value());
    return Problem.of(ProblemType.INTERNAL, "The request failed; its id helps to find out why.");
  }

  private Response respond(Problem problem) {
    var response =
        Response.status(problem.status())
            .type("application/problem+json")
            .entity(problem.at(requestId.value()));
    if (problem.retryAfterSeconds() != null) {
      response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
    }
    if (problem.kind() == ProblemType.UNAUTHENTICATED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return response.build();
  }
}
