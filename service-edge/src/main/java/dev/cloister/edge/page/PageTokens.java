package dev.cloister.edge.page;

import dev.cloister.edge.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads page tokens: {@code base64url(hmac-sha256(scope, position) || position)}. A token
 * is bound to its scope (whose list it continues), so it is worth nothing anywhere else.
 */
@ApplicationScoped
public class PageTokens {

  private static final int MAC_BYTES = 32;
  private static final int MAX_CHARS = 2048;

  private final SecretKeySpec key;

  PageTokens(PageConfig config) {
    this.key =
        new SecretKeySpec(
            config.key().map(k -> k.getBytes(StandardCharsets.UTF_8)).orElseGet(PageTokens::random),
            "HmacSHA256");
    if (key.getEncoded().length < MAC_BYTES) {
      throw new IllegalArgumentException("cloister.page-token.key needs at least 32 characters");
    }
  }

  /** An opaque token for a position in the scope's list. */
  public String write(String scope, String position) {
    byte[] body = position.getBytes(StandardCharsets.UTF_8);
    byte[] mac = mac(scope, body);
    byte[] token = new byte[mac.length + body.length];
    System.arraycopy(mac, 0, token, 0, mac.length);
    System.arraycopy(body, 0, token, mac.length, body.length);
    return encoded(token);
  }

  private static String encoded(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * The position that the token was written for.
   *
   * @throws dev.cloister.edge.problem.ProblemException 400 where the token is not one of this
   *     scope's
   */
  public String read(String scope, String token) {
    try {
      if (token.length() <= MAX_CHARS) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        // A decoder overlooks the last character's spare bits; one token has one form.
        if (bytes.length > MAC_BYTES && encoded(bytes).equals(token)) {
          byte[] body = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
          byte[] mac = Arrays.copyOf(bytes, MAC_BYTES);
          if (MessageDigest.isEqual(mac, mac(scope, body))) {
            return new String(body, StandardCharsets.UTF_8);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      // Not base64: said below in the same words.
    }
    throw Problem.invalid("next_token", "must be a token from the page before; start again without")
        .asException();
  }

  private byte[] mac(String scope, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(scope.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  private static byte[] random() {
    byte[] bytes = new byte[MAC_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
