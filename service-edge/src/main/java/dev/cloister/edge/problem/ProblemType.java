package dev.cloister.edge.problem;

/** The closed set of error kinds. A type's URI is stable: clients may branch on it. */
public enum ProblemType {
  INVALID_REQUEST(400, "invalid-request", "The request is not valid"),
  UNAUTHENTICATED(401, "unauthenticated", "A valid access token is required"),
  FORBIDDEN(403, "forbidden", "The caller may not do this"),
  MODEL_NOT_ALLOWED(403, "model-not-allowed", "This model may not be used here"),
  NOT_FOUND(404, "not-found", "There is no such resource"),
  METHOD_NOT_ALLOWED(405, "method-not-allowed", "The resource does not support this method"),
  NOT_ACCEPTABLE(406, "not-acceptable", "No offered media type is acceptable to the caller"),
  TOO_SLOW(408, "too-slow", "The request took too long to arrive"),
  CONFLICT(409, "conflict", "The request conflicts with the resource's state"),
  IDEMPOTENCY_CONFLICT(409, "idempotency-conflict", "The key was used with another request"),
  TOO_LARGE(413, "too-large", "The request is larger than the limit"),
  UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body has an unsupported media type"),
  BUDGET_EXCEEDED(429, "budget-exceeded", "A budget does not allow this now"),
  THROTTLED(429, "throttled", "Too many requests"),
  INTERNAL(500, "internal", "The service failed"),
  UPSTREAM_FAILED(502, "upstream-failed", "The model's service failed"),
  UPSTREAM_TRUNCATED(502, "upstream-truncated", "The model's answer broke off"),
  UNAVAILABLE(503, "unavailable", "The service is not available now"),
  TIMED_OUT(504, "timed-out", "The model's service did not answer in time");

  private final int status;
  private final String uri;
  private final String title;

  ProblemType(int status, String name, String title) {
    this.status = status;
    this.uri = "urn:cloister:problem:" + name;
    this.title = title;
  }

  /** The HTTP status that goes with this type. */
  public int status() {
    return status;
  }

  /** The stable URI, {@code urn:cloister:problem:<name>}. */
  public String uri() {
    return uri;
  }

  /** One short sentence, the same for every occurrence. */
  public String title() {
    return title;
  }
}
