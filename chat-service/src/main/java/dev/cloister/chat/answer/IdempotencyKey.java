package dev.cloister.chat.answer;

import dev.cloister.edge.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A caller's key for one question, and a fingerprint of the question it stands for.
 *
 * @param value 1 to 255 printable ASCII characters
 * @param fingerprint SHA-256 of the question, in hex
 */
record IdempotencyKey(String value, String fingerprint) {

  /** Reads the header; null where the caller sent none. */
  static IdempotencyKey of(String header, Ask ask) {
    if (header == null) {
      return null;
    }
    if (!header.matches("[!-~]{1,255}")) {
      throw Problem.invalid("Idempotency-Key", "must be 1 to 255 printable ASCII characters")
          .asException();
    }
    return new IdempotencyKey(header, hash(ask));
  }

  private static String hash(Ask ask) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var parts = new ArrayList<>(Arrays.asList(ask.text(), ask.modelId(), ask.system()));
      ask.attachments().forEach(id -> parts.add(id.toString()));
      for (String part : parts) {
        byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
