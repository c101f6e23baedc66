package dev.cloister.edge.identity;

import dev.cloister.edge.problem.Problem;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Comes before quarkus-oidc: says 503 while there are no keys, knows what was verified a short
 * while ago, and verifies what has its keys in a file. All else goes on to quarkus-oidc.
 */
@ApplicationScoped
class KeysFirst implements IdentityProvider<TokenAuthenticationRequest> {

  /** quarkus-oidc's has the interface's own. */
  private static final int BEFORE_QUARKUS = SYSTEM_FIRST + 2;

  /** Where a request keeps what stands for the keys that its token is verified by. */
  static final String VERIFIED_BY = KeysFirst.class.getName();

  private static final Duration SOON = Duration.ofSeconds(5);

  private final IssuerKeys keys;
  private final RecentTokens recent;

  KeysFirst(IssuerKeys keys, RecentTokens recent) {
    this.keys = keys;
    this.recent = recent;
  }

  @Override
  public int priority() {
    return BEFORE_QUARKUS;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    var http = HttpSecurityUtils.getRoutingContextAttribute(request);
    return IssuerChoice.of(http)
        .map(issuer -> authenticate(issuer, request.getToken().getToken(), http))
        .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
  }

  private Uni<SecurityIdentity> authenticate(Issuer issuer, String token, RoutingContext http) {
    return keys.present(issuer)
        .map(
            present -> {
              if (!present) {
                throw Problem.unavailable("The issuer's keys are not there yet. Try again.", SOON)
                    .asException();
              }
              Optional<Object> by = keys.settled(issuer);
              by.ifPresent(settled -> http.put(VERIFIED_BY, settled));
              return by.flatMap(settled -> recent.find(issuer, token, settled))
                  .or(() -> keys.file(issuer).map(verifier -> verified(verifier, token)))
                  .orElse(null);
            });
  }

  private static SecurityIdentity verified(FileVerifier verifier, String token) {
    var credential = new AccessTokenCredential(token);
    try {
      return QuarkusSecurityIdentity.builder()
          .setPrincipal(new OidcJwtCallerPrincipal(verifier.verify(token), credential))
          .addCredential(credential)
          .build();
    } catch (InvalidJwtException e) {
      throw new AuthenticationFailedException(e);
    }
  }
}
