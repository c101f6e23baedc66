package dev.cloister.chat.bedrock;

import java.io.Serial;

/** Bedrock said in the middle of a stream that it cannot go on. */
final class StreamException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type as on the wire, for instance {@code throttlingException}
   */
  StreamException(String type) {
    super(type, null, false, false);
    this.type = type;
  }

  /** The exception's name as the API reference has it: {@code ThrottlingException}. */
  String code() {
    return type.isEmpty() ? type : Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }
}
