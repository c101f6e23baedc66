package dev.cloister.edge.identity;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Token;
import io.quarkus.oidc.runtime.builders.TokenConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/** Tells quarkus-oidc of each issuer, with nothing left to a default that would let more pass. */
@ApplicationScoped
class IssuerTenants {

  /** Unknown keys make it ask the issuer at most this often. */
  private static final Duration KEY_REFRESH = Duration.ofMinutes(1);

  private static final Duration QUARKUS_KEY_REFRESH = Duration.ofMinutes(10);

  private static final String ANY = "any";

  private final OidcConfig oidc;
  private final Issuers issuers;

  IssuerTenants(OidcConfig oidc, Issuers issuers) {
    this.oidc = oidc;
    this.issuers = issuers;
  }

  void create(@Observes Oidc tenants) {
    issuers.all().forEach(issuer -> tenants.create(tenant(issuer)));
  }

  private OidcTenantConfig tenant(Issuer issuer) {
    boolean main = IdentityConfig.MAIN.equals(issuer.tenant());
    var given = main ? OidcConfig.getDefaultTenant(oidc) : oidc.namedTenants().get(issuer.tenant());
    var tenant =
        OidcTenantConfig.builder(given)
            .applicationType(ApplicationType.SERVICE)
            .token(token(issuer, given.token()));
    if (issuer.keysFile().isPresent()) {
      // The keys are not fetched, now or later: see KeyFile.
      tenant
          .authServerUrl(issuer.name())
          .discoveryEnabled(false)
          .jwksPath("keys-are-in-a-file")
          .jwks()
          .resolveEarly(false)
          .end();
    }
    return tenant.build();
  }

  /** What is not named here is not taken over: VerifiedToken looks at the rest. */
  private static Token token(Issuer issuer, Token given) {
    var refresh = given.forcedJwkRefreshInterval();
    var token =
        new TokenConfigBuilder()
            .issuer(issuer.name())
            .subjectRequired()
            .lifespanGrace((int) issuer.clockSkew().toSeconds())
            .forcedJwkRefreshInterval(refresh.equals(QUARKUS_KEY_REFRESH) ? KEY_REFRESH : refresh)
            // Whoever sends a token must not make us send one to the issuer.
            .allowJwtIntrospection(false)
            .allowOpaqueTokenIntrospection(false);
    given.signatureAlgorithm().ifPresent(token::signatureAlgorithm);
    return issuer.namesAudienceElsewhere()
        ? token.audience(ANY).build()
        : token.audience(List.copyOf(issuer.audience())).build();
  }
}
