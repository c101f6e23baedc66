package dev.cloister.chat.bedrock;

/** One side's words in a conversation. */
public record Turn(Role role, String text) {

  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  @Override
  public String toString() {
    return role + "[" + text.length() + " chars]";
  }
}
