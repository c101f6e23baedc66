package dev.cloister.localcloud.bedrock.converse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/**
 * A document or an image in a message's content.
 *
 * @param kind the member that holds it, {@code document} or {@code image}
 * @param message the message's number, from 0
 * @param number the block's number in the message, from 0
 */
record MediaBlock(String kind, JsonNode json, int message, int number) {

  static MediaBlock of(String kind, JsonNode block, int message, int number) {
    return new MediaBlock(kind, block.path(kind), message, number);
  }

  /** A member's text; empty where it has none. */
  String text(String member) {
    return json.path(member).asText("");
  }

  /** The format, where it is one of these. */
  <F extends Enum<F>> Optional<F> format(Class<F> known) {
    return EnumSet.allOf(known).stream()
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(text("format")))
        .findFirst();
  }

  /**
   * What the block holds.
   *
   * @param limit as it is said to the caller
   * @throws AwsException where it is nothing, no Base64 or too much
   */
  byte[] bytes(int max, String limit) {
    JsonNode encoded = json.path("source").path("bytes");
    if (!encoded.isTextual() || encoded.asText().isEmpty()) {
      throw refusal("holds no bytes. Add Base64-encoded bytes to its source");
    }
    byte[] bytes = decoded(encoded.asText());
    if (bytes.length > max) {
      throw refusal("is larger than %s. Use a smaller %s".formatted(limit, kind));
    }
    return bytes;
  }

  /** What is said where a member's value is against the operation's own description. */
  AwsException constraint(String member, String rule) {
    return AwsException.validation(
        ("1 validation error detected: Value '%s' at"
                + " 'messages.%d.member.content.%d.member.%s.%s' failed to satisfy constraint: %s")
            .formatted(text(member), message + 1, number + 1, kind, member, rule));
  }

  private byte[] decoded(String encoded) {
    try {
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw refusal("is not Base64. Encode its bytes");
    }
  }

  private AwsException refusal(String what) {
    return AwsException.validation(
        "The %s in the ContentBlock object at messages.%d.content.%d %s and try again."
            .formatted(kind, message, number, what));
  }

  @Override
  public String toString() {
    return "MediaBlock[kind=%s, message=%d, number=%d]".formatted(kind, message, number);
  }
}
