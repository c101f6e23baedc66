package dev.cloister.localcloud.issuer;

/** An error of RFC 6749: a code that clients act on, and a sentence for whoever reads it. */
final class OAuthError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private OAuthError(int status, String code, String description) {
    super(description, null, false, false);
    this.status = status;
    this.code = code;
  }

  static OAuthError invalidRequest(String description) {
    return new OAuthError(400, "invalid_request", description);
  }

  static OAuthError invalidGrant(String description) {
    return new OAuthError(400, "invalid_grant", description);
  }

  static OAuthError invalidClient(String description) {
    return new OAuthError(401, "invalid_client", description);
  }

  static OAuthError unsupportedGrant(String description) {
    return new OAuthError(400, "unsupported_grant_type", description);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
