package dev.cloister.localcloud.issuer;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What a page asks for when it sends somebody to sign in. Only the web client may, only back to
 * loopback, and only with a PKCE challenge.
 */
record AuthorizationRequest(String redirectUri, String state, String nonce, String challenge) {

  static final String CLIENT = "cloister-web";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  static AuthorizationRequest from(MultiMap query) {
    require(CLIENT.equals(query.get("client_id")), "client_id must be " + CLIENT);
    String redirectUri = query.get("redirect_uri");
    require(isLoopback(redirectUri), "redirect_uri must be an http address on 127.0.0.1");
    require("code".equals(query.get("response_type")), "response_type must be code");
    require(
        "S256".equals(query.get("code_challenge_method")), "code_challenge_method must be S256");
    String challenge = query.get("code_challenge");
    require(
        challenge != null && challenge.matches("[A-Za-z0-9_-]{43}"),
        "code_challenge must be the SHA-256 of a verifier in base64url");
    return new AuthorizationRequest(redirectUri, query.get("state"), query.get("nonce"), challenge);
  }

  /** Where the browser goes on with the answer. */
  String answer(String name, String value) {
    String query = name + "=" + encode(value);
    if (state != null) {
      query += "&state=" + encode(state);
    }
    return redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
  }

  static boolean isLoopback(String address) {
    try {
      URI uri = address == null ? null : URI.create(address);
      return uri != null
          && "http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && LOOPBACK.contains(uri.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw OAuthError.invalidRequest(otherwise);
    }
  }
}
