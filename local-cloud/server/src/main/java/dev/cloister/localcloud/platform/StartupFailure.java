package dev.cloister.localcloud.platform;

/** Why the platform cannot start or go on, in words for the person at the terminal. */
final class StartupFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartupFailure(String message) {
    super(message, null, false, false);
  }
}
