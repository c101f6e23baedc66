package dev.cloister.chat.usage;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Prompt;

/**
 * How many tokens a text may have. Every model cuts text in its own way, and only Bedrock counts;
 * these are bounds that text keeps in the common tokenizers: half a token for each byte of words, a
 * whole one for digits, capitals, symbols and controls, which are cut into the smallest pieces.
 * Letters that make no words of any language may exceed it, twofold at most.
 */
final class Tokens {

  /** What surrounds a text: roles, separators. */
  private static final int PER_PART = 8;

  private Tokens() {}

  /**
   * What is known of a call before it is counted.
   *
   * @param read as many tokens as the model is taken to read
   * @param atMost as many as the call may cost: what the model reads, at most its window, and may
   *     write
   */
  record Call(long read, long atMost) {}

  static Call of(Prompt prompt, int contextTokens) {
    long texts = texts(prompt);
    long about = prompt.attached().stream().mapToLong(Attached::tokensAbout).sum();
    long most = prompt.attached().stream().mapToLong(Attached::tokensAtMost).sum();
    return new Call(
        Math.min(texts + about, contextTokens),
        Math.min(texts + most, contextTokens) + prompt.maxTokens());
  }

  /** As many as the text is taken to have. */
  static long of(String text) {
    long halves = 0;
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      halves += halves(c, before);
      before = c;
    }
    return (halves + 1) / 2;
  }

  /** Of tokens that were not counted, as many as there most likely are: ordinary text has fewer. */
  static long likely(long tokens) {
    return (2 * tokens + 2) / 3;
  }

  private static int halves(char c, char before) {
    if (c >= 'a' && c <= 'z' || c == ' ' && Character.isAlphabetic(before)) {
      return 1;
    }
    if (c < 0x80) {
      return 2;
    }
    int bytes = c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    return Character.isAlphabetic(c) ? bytes : 2 * bytes;
  }

  private static long texts(Prompt prompt) {
    long parts = (long) PER_PART * (prompt.system().size() + prompt.turns().size());
    return parts
        + prompt.system().stream().mapToLong(Tokens::of).sum()
        + prompt.turns().stream().mapToLong(turn -> of(turn.text())).sum();
  }
}
