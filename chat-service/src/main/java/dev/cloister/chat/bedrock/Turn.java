package dev.cloister.chat.bedrock;

import java.util.List;

/** One side's words in a conversation, and the files that came with them. */
public record Turn(Role role, String text, List<Attached> attached) {

  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  /** Words alone. */
  public Turn(Role role, String text) {
    this(role, text, List.of());
  }

  @Override
  public String toString() {
    return role + "[" + text.length() + " chars, " + attached.size() + " files]";
  }
}
