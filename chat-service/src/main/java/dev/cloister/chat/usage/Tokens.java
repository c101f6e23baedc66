package dev.cloister.chat.usage;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Prompt;
import java.nio.charset.StandardCharsets;

/**
 * How many tokens a text may have. Every model cuts text in its own way, so these are bounds that
 * ordinary text keeps: tokens of two bytes at least, about three on average over many languages.
 */
final class Tokens {

  private static final int BYTES_AT_LEAST = 2;
  private static final int BYTES_ABOUT = 3;

  /** What surrounds a text: roles, separators. */
  private static final int PER_PART = 8;

  private Tokens() {}

  /** As many as the call may cost: what the model reads, at most its window, and may write. */
  static long atMost(Prompt prompt, int contextTokens) {
    long files = prompt.attached().stream().mapToLong(Attached::tokensAtMost).sum();
    long input = bytes(prompt) / BYTES_AT_LEAST + parts(prompt) + files;
    return Math.min(input, contextTokens) + prompt.maxTokens();
  }

  /** As many as the model will about have read. */
  static long about(Prompt prompt) {
    long files = prompt.attached().stream().mapToLong(Attached::tokensAbout).sum();
    return bytes(prompt) / BYTES_ABOUT + parts(prompt) + files;
  }

  /** As many as a text of so many bytes of UTF-8 is likely to have. */
  static long about(long bytes) {
    return (bytes + BYTES_ABOUT - 1) / BYTES_ABOUT;
  }

  private static long parts(Prompt prompt) {
    return (long) PER_PART * (prompt.system().size() + prompt.turns().size());
  }

  private static long bytes(Prompt prompt) {
    return prompt.system().stream().mapToLong(Tokens::bytes).sum()
        + prompt.turns().stream().mapToLong(t -> bytes(t.text())).sum();
  }

  static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
