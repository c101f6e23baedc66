package dev.cloister.localcloud.issuer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** What each kind of token says. */
final class TokenMint {

  static final Duration ACCESS = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofDays(7);
  private static final String REFRESH_USE = "refresh";

  private final String issuer;
  private final SigningKey key;

  TokenMint(String issuer, SigningKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  /** For the services' user routes. A negative lifetime makes a token that has expired. */
  String userAccess(User user, String client, Duration lifetime) {
    return key.sign(
        dated(user.claims(), lifetime)
            .put("aud", new JsonArray().add("cloister"))
            .put("azp", client)
            .put("scope", "openid profile"));
  }

  /** For history-service's internal routes. */
  String workloadAccess(String client) {
    return key.sign(
        dated(new JsonObject().put("sub", client), ACCESS)
            .put("aud", new JsonArray().add("history-service"))
            .put("azp", client));
  }

  /** For the web page itself: who signed in. */
  String identity(User user, String client, String nonce) {
    JsonObject claims =
        dated(user.claims(), ACCESS)
            .put("aud", client)
            .put("azp", client)
            .put("auth_time", Instant.now().getEpochSecond());
    return key.sign(nonce == null ? claims : claims.put("nonce", nonce));
  }

  /** For this issuer alone: no service accepts its audience. Needs no store, so it outlives us. */
  String refresh(User user, String client) {
    return key.sign(
        dated(new JsonObject().put("sub", user.subject()), REFRESH)
            .put("aud", issuer)
            .put("azp", client)
            .put("use", REFRESH_USE));
  }

  /** Whom a refresh token of that client stands for. */
  User refreshed(String token, String client) {
    JsonObject claims = key.verify(token);
    if (!REFRESH_USE.equals(claims.getString("use"))
        || !issuer.equals(claims.getValue("aud"))
        || !client.equals(claims.getString("azp"))) {
      throw OAuthError.invalidGrant("refresh_token is not one of client " + client);
    }
    return User.named(claims.getString("sub"));
  }

  private JsonObject dated(JsonObject claims, Duration lifetime) {
    long now = Instant.now().getEpochSecond();
    long expires = now + lifetime.toSeconds();
    return claims
        .put("iss", issuer)
        .put("iat", Math.min(now, expires - 1))
        .put("exp", expires)
        .put("jti", UUID.randomUUID().toString());
  }
}
