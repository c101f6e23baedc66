package dev.cloister.localcloud.issuer;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The token endpoint: which client may ask in which way, and what it gets. */
final class Grants {

  private static final String CLI = "cloister-cli";
  private static final String WORKLOAD = "chat-service";
  private static final String WORKLOAD_SECRET = "local-secret";

  private final TokenMint mint;
  private final AuthorizationCodes codes;

  Grants(TokenMint mint, AuthorizationCodes codes) {
    this.mint = mint;
    this.codes = codes;
  }

  JsonObject tokens(MultiMap form, String authorization) {
    String grant = form.get("grant_type");
    return switch (grant == null ? "" : grant) {
      case "authorization_code" -> {
        requireClient(form, AuthorizationRequest.CLIENT);
        AuthorizationCodes.SignedIn signedIn =
            codes.redeem(form.get("code"), form.get("redirect_uri"), form.get("code_verifier"));
        yield signedIn(signedIn.user(), signedIn.nonce());
      }
      case "refresh_token" -> {
        requireClient(form, AuthorizationRequest.CLIENT);
        yield signedIn(
            mint.refreshed(form.get("refresh_token"), AuthorizationRequest.CLIENT), null);
      }
      case "password" -> {
        requireClient(form, CLI);
        Duration lifetime = lifetime(form.get("lifetime"));
        yield answer(mint.userAccess(User.named(form.get("username")), CLI, lifetime), lifetime);
      }
      case "client_credentials" -> {
        requireSecret(form, authorization);
        yield answer(mint.workloadAccess(WORKLOAD), TokenMint.ACCESS);
      }
      default ->
          throw OAuthError.unsupportedGrant(
              "grant_type must be authorization_code, refresh_token, password or"
                  + " client_credentials");
    };
  }

  private JsonObject signedIn(User user, String nonce) {
    String client = AuthorizationRequest.CLIENT;
    return answer(mint.userAccess(user, client, TokenMint.ACCESS), TokenMint.ACCESS)
        .put("id_token", mint.identity(user, client, nonce))
        .put("refresh_token", mint.refresh(user, client))
        .put("scope", "openid profile");
  }

  private static JsonObject answer(String accessToken, Duration lifetime) {
    return new JsonObject()
        .put("access_token", accessToken)
        .put("token_type", "Bearer")
        .put("expires_in", lifetime.toSeconds());
  }

  /** Seconds; tests ask for a negative one to see an expired token refused. */
  private static Duration lifetime(String seconds) {
    if (seconds == null) {
      return TokenMint.ACCESS;
    }
    if (!seconds.matches("-?[0-9]{1,4}")) {
      throw OAuthError.invalidRequest("lifetime must be seconds from -9999 to 9999");
    }
    return Duration.ofSeconds(Integer.parseInt(seconds));
  }

  private static void requireClient(MultiMap form, String client) {
    if (!client.equals(form.get("client_id"))) {
      throw OAuthError.invalidClient("client_id must be " + client + " for this grant_type");
    }
  }

  private static void requireSecret(MultiMap form, String authorization) {
    String sent = form.get("client_id") + ":" + form.get("client_secret");
    if (authorization != null && authorization.startsWith("Basic ")) {
      try {
        sent =
            new String(
                Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw OAuthError.invalidClient("Authorization is not base64");
      }
    }
    if (!sent.equals(WORKLOAD + ":" + WORKLOAD_SECRET)) {
      throw OAuthError.invalidClient("client id or secret is wrong");
    }
  }
}
