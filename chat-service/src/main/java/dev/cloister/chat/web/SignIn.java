package dev.cloister.chat.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the page signs people in. */
enum SignIn {
  /** Authorization code with PKCE on the issuer's page. */
  @JsonProperty("redirect")
  REDIRECT,
  /**
   * Name and password in the page, by secure remote password to the API of a Cognito user pool. The
   * issuer is then {@code https://cognito-idp.<region>.amazonaws.com/<user pool>}, and the browser
   * reaches that host, in a closed network by its VPC endpoint.
   */
  @JsonProperty("cognito-api")
  COGNITO_API
}
