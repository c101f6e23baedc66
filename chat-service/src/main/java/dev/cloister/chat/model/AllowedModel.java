package dev.cloister.chat.model;

/**
 * An entry of the allow-list: {@code <id>} or {@code <id>=<context window in tokens>}.
 *
 * @param id of a foundation model or an inference profile, or an ARN
 * @param contextTokens its window, or 0 where the entry does not say
 */
public record AllowedModel(String id, int contextTokens) {

  /** Reads an entry. */
  public static AllowedModel of(String entry) {
    int equals = entry.indexOf('=');
    String id = (equals < 0 ? entry : entry.substring(0, equals)).strip();
    try {
      int tokens = equals < 0 ? 0 : Integer.parseInt(entry.substring(equals + 1).strip());
      if (!id.isEmpty() && (equals < 0 || tokens > 0)) {
        return new AllowedModel(id, tokens);
      }
    } catch (NumberFormatException e) {
      // Said below in the same words.
    }
    throw new IllegalArgumentException(
        "'" + entry + "' must be <model id> or <model id>=<context window in tokens>");
  }
}
