package dev.cloister.history.workload;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

/** The person on whose behalf a workload calls. */
@RequestScoped
public class ActingFor {

  private static final String HEADER = "Cloister-Subject";

  private final HttpHeaders headers;

  ActingFor(HttpHeaders headers) {
    this.headers = headers;
  }

  /** The owner that the header names; a request without exactly one such header is a 400. */
  public Subject subject() {
    var values = headers.getRequestHeader(HEADER);
    if (values.size() != 1 || !values.getFirst().matches("[\\x21-\\x7e]{1,255}")) {
      // OpenID Connect Core 2 has subjects in ASCII; other bytes would not survive a header.
      throw Problem.invalid(HEADER, "must be one header of 1 to 255 printable ASCII characters")
          .asException();
    }
    return new Subject(values.getFirst());
  }
}
