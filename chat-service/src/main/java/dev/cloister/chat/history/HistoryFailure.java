package dev.cloister.chat.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.edge.problem.ProblemType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** What it means that a call to history-service failed. */
public final class HistoryFailure {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final MediaType PROBLEM = MediaType.valueOf("application/problem+json");

  private HistoryFailure() {}

  /** Whether history says that the session is gone, so that nothing more can be stored in it. */
  public static boolean isGone(Throwable e) {
    return status(e) == 404;
  }

  /**
   * Whether history says that it has something else: another end of the answer, another request of
   * the key.
   */
  public static boolean isConflict(Throwable e) {
    return status(e) == 409;
  }

  /** Whether this service's token was not accepted. */
  static boolean isUnidentified(Throwable e) {
    return status(e) == 401;
  }

  /** Whether history has said that the call was not carried out. */
  static boolean isRefused(Throwable e) {
    return isGone(e) || isConflict(e) || isOfTheQuestion(e);
  }

  /** Whether the same call may succeed later. */
  static boolean mayPass(Throwable e) {
    int status = status(e);
    return status == 0 || status == 429 || status >= 500;
  }

  /** What the caller is told. */
  static ProblemException told(Throwable e) {
    if (isGone(e)) {
      return Problem.notFound("session").asException();
    }
    if (isConflict(e)) {
      return Problem.of(
              ProblemType.IDEMPOTENCY_CONFLICT,
              "Idempotency-Key was used with another request; use a new key.")
          .asException();
    }
    if (isOfTheQuestion(e)) {
      return inItsWords(((WebApplicationException) e).getResponse()).asException();
    }
    return Problem.unavailable(
            "The conversation cannot be stored now, so the model was not asked. Try again.", SOON)
        .asException(e);
  }

  /** Only history-service can know these. A page of HTML is of somebody on the way. */
  private static boolean isOfTheQuestion(Throwable e) {
    return e instanceof WebApplicationException refusal
        && (status(e) == 400 || status(e) == 413)
        && PROBLEM.isCompatible(refusal.getResponse().getMediaType());
  }

  private static Problem inItsWords(Response response) {
    Refusal refusal = response.readEntity(Refusal.class);
    var type = response.getStatus() == 413 ? ProblemType.TOO_LARGE : ProblemType.INVALID_REQUEST;
    return new Problem(type, refusal.detail(), refusal.field(), null, null);
  }

  private static int status(Throwable e) {
    return e instanceof WebApplicationException w ? w.getResponse().getStatus() : 0;
  }

  /** A part of a problem document. */
  @RegisterForReflection
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Refusal(String detail, String field) {}
}
