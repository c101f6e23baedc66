package dev.cloister.localcloud;

/** Why a command cannot start or go on, in words for the person at the terminal. */
public final class StartupFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message whole sentences, with the way out
   */
  public StartupFailure(String message) {
    super(message, null, false, false);
  }
}
