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
    if (equals < 0) {
      return new AllowedModel(entry.strip(), 0);
    }
    try {
      return new AllowedModel(
          entry.substring(0, equals).strip(),
          Integer.parseInt(entry.substring(equals + 1).strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + entry + "' must be <model id>=<context window in tokens>", e);
    }
  }
}
