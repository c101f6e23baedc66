package dev.cloister.edge.limit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** What Jackson does not check: it lets overlong forms and surrogates through. */
final class Utf8 {

  private static final int SOME = 2048;

  private Utf8() {}

  /**
   * Whether the bytes are UTF-8 as RFC 3629 has it, without a zero byte: no JSON text has one, and
   * a parser would take the text for UTF-16.
   */
  static boolean isWellFormed(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
    }
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer dropped = CharBuffer.allocate(SOME);
    CoderResult result;
    do {
      dropped.clear();
      result = strict.decode(in, dropped, true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
