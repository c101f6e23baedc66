package dev.cloister.edge.identity;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/**
 * A token whose signature, issuer, times and audience are right, whoever verified them.
 *
 * @param issuer that was chosen for it
 * @param claims as JSON has them
 */
record VerifiedToken(Issuer issuer, Map<String, Object> claims) {

  String subject() {
    return claims.get("sub") instanceof String sub ? sub : null;
  }

  Optional<String> owner() {
    return Optional.ofNullable(subject()).flatMap(issuer.realm()::owner);
  }

  boolean isAdministrators() {
    return issuer.administrators().filter(issuer.groups().in(claims)::contains).isPresent();
  }

  @Override
  public String toString() {
    return "a token of " + issuer.name();
  }

  static Optional<VerifiedToken> of(SecurityIdentity identity) {
    return Optional.ofNullable(identity.getAttribute(VerifiedToken.class.getName()));
  }

  /** Holds each token against the further rules and keeps it with its issuer. */
  @ApplicationScoped
  static class Augmentor implements SecurityIdentityAugmentor {

    private static final Logger LOG = Logger.getLogger(VerifiedToken.class);

    private final RecentTokens recent;

    Augmentor(RecentTokens recent) {
      this.recent = recent;
    }

    @Override
    public Uni<SecurityIdentity> augment(
        SecurityIdentity identity, AuthenticationRequestContext context) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    @Override
    public Uni<SecurityIdentity> augment(
        SecurityIdentity identity,
        AuthenticationRequestContext context,
        Map<String, Object> attributes) {
      if (identity.isAnonymous() || of(identity).isPresent()) {
        return Uni.createFrom().item(identity);
      }
      var http = HttpSecurityUtils.getRoutingContextAttribute(attributes);
      return Uni.createFrom()
          .item(
              () ->
                  IssuerChoice.of(http)
                      .map(issuer -> checked(identity, issuer, http.get(KeysFirst.VERIFIED_BY)))
                      .orElseThrow(AuthenticationFailedException::new));
    }

    private SecurityIdentity checked(SecurityIdentity identity, Issuer issuer, Object keys) {
      if (!(identity.getPrincipal() instanceof OidcJwtCallerPrincipal principal)) {
        throw new AuthenticationFailedException();
      }
      var token = new VerifiedToken(issuer, principal.getClaims().getClaimsMap());
      var refusal =
          new AccessTokenRules(issuer)
              .refusal(type(principal.getCredential()), token.claims(), Instant.now());
      if (refusal.isPresent()) {
        LOG.debugf("token refused: %s", refusal.get());
        throw new AuthenticationFailedException();
      }
      if (keys != null) {
        recent.keep(issuer, principal.getCredential().getToken(), principal.getClaims(), keys);
      }
      return QuarkusSecurityIdentity.builder(identity)
          .addAttribute(VerifiedToken.class.getName(), token)
          .build();
    }

    private static String type(TokenCredential credential) {
      try {
        return JsonWebStructure.fromCompactSerialization(credential.getToken()).getHeader("typ");
      } catch (JoseException e) {
        throw new AuthenticationFailedException(e);
      }
    }
  }
}
