package dev.cloister.localcloud.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Codes between sign-in and token: each is good once, for a minute. Used on one event loop. */
final class AuthorizationCodes {

  private static final Duration LIFETIME = Duration.ofMinutes(1);
  private static final int MOST = 1_000;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private record Grant(User user, AuthorizationRequest request, Instant expires) {}

  /** Who signed in, and the nonce that their ID token repeats. */
  record SignedIn(User user, String nonce) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Grant> grants =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Grant> eldest) {
          return size() > MOST;
        }
      };

  String issue(User user, AuthorizationRequest request) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String code = BASE64.encodeToString(bytes);
    grants.put(code, new Grant(user, request, Instant.now().plus(LIFETIME)));
    return code;
  }

  SignedIn redeem(String code, String redirectUri, String verifier) {
    Grant grant = code == null ? null : grants.remove(code);
    if (grant == null || grant.expires().isBefore(Instant.now())) {
      throw OAuthError.invalidGrant("code is unknown, used or older than a minute");
    }
    if (!grant.request().redirectUri().equals(redirectUri)) {
      throw OAuthError.invalidGrant("redirect_uri must be the one of the authorization request");
    }
    if (verifier == null || !challenge(verifier).equals(grant.request().challenge())) {
      throw OAuthError.invalidGrant("code_verifier does not fit the code_challenge");
    }
    return new SignedIn(grant.user(), grant.request().nonce());
  }

  private static String challenge(String verifier) {
    try {
      byte[] ascii = verifier.getBytes(StandardCharsets.US_ASCII);
      return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(ascii));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
