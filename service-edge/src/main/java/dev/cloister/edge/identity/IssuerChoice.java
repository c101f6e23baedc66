package dev.cloister.edge.identity;

import io.quarkus.oidc.TenantResolver;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Chooses the issuer that a request's token has to be of: by what the token says, among those that
 * may open the path. Nothing else in a request has a say, no cookie and no part of a path. A token
 * of nobody whom we know is refused before anything else looks at it.
 */
@ApplicationScoped
class IssuerChoice implements TenantResolver {

  private static final String SCHEME = "bearer ";
  private static final int LONGEST_TOKEN = 16 * 1024;

  private final Issuers issuers;

  IssuerChoice(Issuers issuers) {
    this.issuers = issuers;
  }

  /** Always names a tenant; without a token that of any issuer does. */
  @Override
  public String resolve(RoutingContext request) {
    var possible = issuers.at(request.normalizedPath());
    String header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return possible.isEmpty() ? IdentityConfig.MAIN : possible.getFirst().tenant();
    }
    var named = issuerName(header.substring(SCHEME.length()));
    var issuer =
        possible.stream()
            .filter(i -> named.filter(i.name()::equals).isPresent())
            .findFirst()
            .orElseThrow(AuthenticationFailedException::new);
    request.put(Issuer.class.getName(), issuer);
    return issuer.tenant();
  }

  /** The issuer that was chosen, if the token is of a known one. */
  static Optional<Issuer> of(RoutingContext request) {
    return Optional.ofNullable(request.get(Issuer.class.getName()));
  }

  /** What the token, not verified yet, says of its issuer. */
  private static Optional<String> issuerName(String token) {
    String[] parts = token.split("[.]", -1);
    if (token.length() > LONGEST_TOKEN || parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
      return new JsonObject(new String(claims, StandardCharsets.UTF_8)).getValue("iss")
              instanceof String name
          ? Optional.of(name)
          : Optional.empty();
    } catch (IllegalArgumentException | DecodeException e) {
      return Optional.empty();
    }
  }
}
