package dev.cloister.edge.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Map;

/**
 * An RFC 9457 problem document. The members {@code error}, {@code message} and {@code statusCode}
 * repeat detail and status in the two shapes that GAIA clients read.
 *
 * @param kind what kind of problem; decides type, title and status
 * @param detail what happened and what to do, for a person; never text from a lower layer
 * @param field the request member at fault, or null
 * @param instance the request id, or null until the mapper knows it
 * @param retryAfter when a repeat makes sense, or null
 * @param members further members of the document, for a program; may be empty
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "field", "retryAfterSeconds"})
public record Problem(
    @JsonIgnore ProblemType kind,
    String detail,
    String field,
    String instance,
    @JsonIgnore Duration retryAfter,
    @JsonIgnore Map<String, Object> members) {

  /** A problem without further members. */
  public Problem(
      ProblemType kind, String detail, String field, String instance, Duration retryAfter) {
    this(kind, detail, field, instance, retryAfter, Map.of());
  }

  /** A problem of the kind, with a detail for the caller. */
  public static Problem of(ProblemType kind, String detail) {
    return new Problem(kind, detail, null, null, null);
  }

  /** A 400 that names the member at fault and says what it must be. */
  public static Problem invalid(String field, String fix) {
    return new Problem(ProblemType.INVALID_REQUEST, field + " " + fix, field, null, null);
  }

  /** A 413 that names the member that is too large and its limit. */
  public static Problem tooLarge(String field, String limit) {
    return new Problem(ProblemType.TOO_LARGE, field + " " + limit, field, null, null);
  }

  /** A 404 that does not tell whether the thing never existed or belongs to somebody else. */
  public static Problem notFound(String what) {
    return of(ProblemType.NOT_FOUND, "There is no such " + what + ".");
  }

  /** A 503 that asks the caller to come back. */
  public static Problem unavailable(String detail, Duration retryAfter) {
    return new Problem(ProblemType.UNAVAILABLE, detail, null, null, retryAfter);
  }

  /** This problem, to be thrown. */
  public ProblemException asException() {
    return new ProblemException(this, null);
  }

  /** This problem, to be thrown, with its cause for our log. */
  public ProblemException asException(Throwable cause) {
    return new ProblemException(this, cause);
  }

  /** This problem as it happened in one request. */
  public Problem at(String requestId) {
    return new Problem(kind, detail, field, requestId, retryAfter, members);
  }

  @JsonProperty
  String type() {
    return kind.uri();
  }

  @JsonProperty
  String title() {
    return kind.title();
  }

  /** The HTTP status. */
  @JsonProperty
  public int status() {
    return kind.status();
  }

  /** Whole seconds until a repeat makes sense, at least 1, or null. */
  @JsonProperty
  public Long retryAfterSeconds() {
    return retryAfter == null ? null : Math.max(1, retryAfter.toSeconds());
  }

  @JsonAnyGetter
  Map<String, Object> more() {
    return members;
  }

  @JsonProperty
  String error() {
    return detail;
  }

  @JsonProperty
  String message() {
    return detail;
  }

  @JsonProperty
  int statusCode() {
    return status();
  }
}
