package dev.cloister.edge.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a token must say beyond what every JWT library checks: that it is an access token and no ID
 * token, refresh token or logout token of the same issuer, that it was not made in the future, and
 * that it is for us where the issuer does not say so in {@code aud}.
 */
record AccessTokenRules(Issuer issuer) {

  private static final Set<String> ACCESS_TYPES = Set.of("at+jwt", "application/at+jwt");
  private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash");
  private static final List<String> OF_ACCESS_TOKENS = List.of("scope", "scp");

  /**
   * The reason for which the token is refused, or empty.
   *
   * @param type the header {@code typ}, or null
   */
  Optional<String> refusal(String type, Map<String, Object> claims, Instant now) {
    if (!isAccessToken(type, claims)) {
      return Optional.of("it is no access token");
    }
    if (claims.get("iat") instanceof Number made
        && made.longValue() > now.plus(issuer.clockSkew()).getEpochSecond()) {
      return Optional.of("it was made in the future");
    }
    if (issuer.namesAudienceElsewhere()
        && values(claims, issuer.audienceClaim()).noneMatch(issuer.audience()::contains)) {
      return Optional.of("it is not for us");
    }
    for (var required : issuer.requiredClaims().entrySet()) {
      var present = values(claims, required.getKey()).collect(Collectors.toSet());
      if (!present.containsAll(required.getValue())) {
        return Optional.of("a required claim is missing");
      }
    }
    return Optional.empty();
  }

  /** An issuer that says what a token is has the last word; then a sign is asked for. */
  private boolean isAccessToken(String header, Map<String, Object> claims) {
    String type = header == null ? "jwt" : header.toLowerCase(Locale.ROOT);
    Object cognito = claims.get("token_use");
    Object keycloak = claims.get("typ");
    if (!(type.equals("jwt") || ACCESS_TYPES.contains(type))
        || !(cognito == null || cognito.equals("access"))
        || !(keycloak == null || keycloak.equals("Bearer"))) {
      return false;
    }
    if (ACCESS_TYPES.contains(type) || cognito != null || keycloak != null) {
      return true;
    }
    return OF_ID_TOKENS.stream().noneMatch(claims::containsKey)
        && (!issuer.isOfPeople() || OF_ACCESS_TOKENS.stream().anyMatch(claims::containsKey));
  }

  private static Stream<?> values(Map<String, Object> claims, String name) {
    return switch (claims.get(name)) {
      case Collection<?> many -> many.stream();
      case null -> Stream.empty();
      case Object one -> Stream.of(one);
    };
  }
}
