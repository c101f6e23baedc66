package dev.cloister.edge.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Tokens that were verified a short while ago. Whoever calls mostly calls again, and a signature
 * costs more than all else that tells who it is. A token counts as verified until it lapses, until
 * its issuer's keys are others, or for as long as {@code verified-for} says.
 */
@ApplicationScoped
class RecentTokens {

  /** Of each of the two halves: the older one goes when the younger one is full. */
  private static final int HALF = 256;

  /** Longer ones would take too much memory. */
  private static final int LONGEST = 4 * 1024;

  /** What quarkus-oidc calls the token where it writes it among its claims. */
  private static final String RAW_TOKEN = "raw_token";

  private final InstantSource clock;
  private volatile Map<Key, Recent> younger = new ConcurrentHashMap<>();
  private volatile Map<Key, Recent> older = Map.of();

  RecentTokens() {
    this(InstantSource.system());
  }

  RecentTokens(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whose token it is, if it was verified.
   *
   * @param keys what stands for those that it had to be verified by
   */
  Optional<SecurityIdentity> find(Issuer issuer, String token, Object keys) {
    var key = Key.of(issuer, token);
    return Optional.ofNullable(younger.get(key))
        .or(() -> Optional.ofNullable(older.get(key)))
        .filter(recent -> recent.keys().equals(keys) && clock.instant().isBefore(recent.until()))
        .map(recent -> identity(issuer, token, recent.claims()));
  }

  /** Takes a token that has passed every check. */
  void keep(Issuer issuer, String token, JwtClaims claims, Object keys) {
    if (token.length() <= LONGEST && issuer.verifiedFor().isPositive()) {
      Instant until = clock.instant().plus(issuer.verifiedFor());
      Instant lapses = lapses(issuer, claims);
      makeRoom();
      younger.put(
          Key.of(issuer, token),
          new Recent(withoutToken(claims), keys, until.isBefore(lapses) ? until : lapses));
    }
  }

  private static JwtClaims withoutToken(JwtClaims claims) {
    var copy = new JwtClaims();
    claims.getClaimsMap(Set.of(RAW_TOKEN)).forEach(copy::setClaim);
    return copy;
  }

  private synchronized void makeRoom() {
    if (younger.size() >= HALF) {
      older = younger;
      younger = new ConcurrentHashMap<>();
    }
  }

  private static Instant lapses(Issuer issuer, JwtClaims claims) {
    try {
      return Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plus(issuer.clockSkew());
    } catch (MalformedClaimException e) {
      return Instant.MIN;
    }
  }

  private static SecurityIdentity identity(Issuer issuer, String token, JwtClaims claims) {
    var credential = new AccessTokenCredential(token);
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new OidcJwtCallerPrincipal(claims, credential))
        .addCredential(credential)
        .addAttribute(
            VerifiedToken.class.getName(), new VerifiedToken(issuer, claims.getClaimsMap()))
        .build();
  }

  /**
   * One of another issuer is another token, whatever it says. By its digest: whoever reads our
   * memory finds no token.
   */
  private record Key(String tenant, ByteBuffer digest) {

    static Key of(Issuer issuer, String token) {
      try {
        var sha256 = MessageDigest.getInstance("SHA-256");
        byte[] digest = sha256.digest(token.getBytes(StandardCharsets.UTF_8));
        return new Key(issuer.tenant(), ByteBuffer.wrap(digest));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // Every Java has it.
      }
    }
  }

  private record Recent(JwtClaims claims, Object keys, Instant until) {}
}
