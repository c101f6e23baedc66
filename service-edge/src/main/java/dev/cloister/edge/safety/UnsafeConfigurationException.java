package dev.cloister.edge.safety;

import java.io.Serial;

/** The service must not start as it is configured; the message has a line for each property. */
final class UnsafeConfigurationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnsafeConfigurationException(String message) {
    super(message, null, false, false);
  }
}
