package dev.cloister.acceptance.bench.gateway;

import java.nio.charset.StandardCharsets;

/**
 * When a token left the stand-in, written into its text as {@code @} and sixteen hexadecimal
 * digits, which no dialect escapes.
 */
final class Stamp {

  static final byte MARK = '@';
  static final int DIGITS = 16;

  /** A token's text with a place for a stamp. */
  static final String TEXT = " token@" + "0".repeat(DIGITS);

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private Stamp() {}

  /** The offset of the digits in what a text with a stamp was written into. */
  static int find(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TEXT) + TEXT.length() - DIGITS;
  }

  static void write(long nanos, byte[] bytes, int offset) {
    for (int i = 0; i < DIGITS; i++) {
      bytes[offset + i] = HEX[(int) (nanos >>> (4 * (DIGITS - 1 - i))) & 0xf];
    }
  }

  /** Finds stamps in what comes in pieces. */
  static final class Reader {

    private long nanos;
    private int missing;

    /** What the octet completes: a stamp, or 0. */
    long next(byte octet) {
      if (octet == MARK) {
        nanos = 0;
        missing = DIGITS;
      } else if (missing > 0) {
        int digit = Character.digit(octet, 16);
        missing = digit < 0 ? 0 : missing - 1;
        nanos = nanos << 4 | digit;
        return digit >= 0 && missing == 0 ? nanos : 0;
      }
      return 0;
    }
  }
}
