package dev.cloister.edge.preflight;

/** Something is not as it should be. The message says what, and what to do. */
public final class Mismatch extends Exception {

  private static final long serialVersionUID = 1;

  public Mismatch(String message) {
    this(message, null);
  }

  /** With what AWS or another server has said. */
  public Mismatch(String message, Throwable cause) {
    super(message, cause);
  }
}
