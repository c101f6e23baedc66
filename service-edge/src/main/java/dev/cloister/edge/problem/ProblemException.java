package dev.cloister.edge.problem;

import java.io.Serial;

/** The one exception that a request is meant to end with; its problem is what the caller reads. */
public final class ProblemException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  ProblemException(Problem problem, Throwable cause) {
    // Client errors are frequent and expected: without a cause, no stack is worth its price.
    super(problem.detail(), cause, false, cause != null);
    this.problem = problem;
  }

  /** What the caller reads. */
  public Problem problem() {
    return problem;
  }
}
