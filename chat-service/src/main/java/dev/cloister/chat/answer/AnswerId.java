package dev.cloister.chat.answer;

import java.util.UUID;

/** An answer's id, which is also the id of the assistant's message that it becomes. */
public record AnswerId(UUID value) {

  static AnswerId random() {
    return new AnswerId(UUID.randomUUID());
  }

  /** Reads an id from a path. Anything but a UUID is a 400 that names {@code answerId}. */
  static AnswerId parse(String text) {
    return new AnswerId(SessionId.uuid("answerId", text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
