package dev.cloister.edge.identity;

import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.SignatureAlgorithm;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The configured issuers. A setting without which tokens would pass unchecked is an error. */
@ApplicationScoped
class Issuers {

  private static final int CLOCK_SKEW_SECONDS = 30;

  /**
   * What QUARKUS_OIDC_CLIENT_..., the environment's form of quarkus.oidc-client, looks like too.
   */
  private static final String OIDC_CLIENT = "client";

  private final List<Issuer> all = new ArrayList<>();

  Issuers(OidcConfig oidc, IdentityConfig identity) {
    var tenants = new TreeMap<String, OidcTenantConfig>(oidc.namedTenants());
    tenants.remove(OidcConfig.DEFAULT_TENANT_KEY);
    tenants.remove(OIDC_CLIENT);
    add(IdentityConfig.MAIN, OidcConfig.getDefaultTenant(oidc), identity);
    tenants.forEach((tenant, config) -> add(tenant, config, identity));
    refuseStrangers(identity.issuers(), tenants.keySet());
    refuseTwins();
  }

  List<Issuer> all() {
    return all;
  }

  /** Those whose tokens open the path. */
  List<Issuer> at(String path) {
    var own = all.stream().filter(i -> i.isFor(path)).toList();
    return own.isEmpty() ? all.stream().filter(Issuer::isOfPeople).toList() : own;
  }

  private void add(String tenant, OidcTenantConfig oidc, IdentityConfig identity) {
    if (oidc.tenantEnabled()) {
      all.add(issuer(tenant, oidc, identity.issuers().get(tenant)));
    }
  }

  private static Issuer issuer(
      String tenant, OidcTenantConfig oidc, IdentityConfig.IssuerConfig own) {
    var audience = Set.copyOf(oidc.token().audience().orElse(List.of()));
    if (audience.isEmpty()) {
      throw missing(tenant, "token.audience", "say for whom tokens must be");
    }
    String name =
        oidc.token()
            .issuer()
            .or(oidc::authServerUrl)
            .orElseThrow(() -> missing(tenant, "auth-server-url", "name the issuer"));
    return new Issuer(
        tenant,
        name,
        audience,
        own.audienceClaim(),
        oidc.token().requiredClaims(),
        oidc.token().signatureAlgorithm().map(SignatureAlgorithm::getAlgorithm),
        oidc.tenantPaths().orElse(List.of()).stream().map(p -> p.replaceFirst("[*]$", "")).toList(),
        Realm.of(own.realm(), tenant),
        Duration.ofSeconds(oidc.token().lifespanGrace().orElse(CLOCK_SKEW_SECONDS)),
        own.keysFile(),
        own.keysTokenFile(),
        own.keysReread(),
        own.verifiedFor(),
        own.adminGroup(),
        GroupClaims.at(own.groupClaims(), audience));
  }

  private static void refuseStrangers(
      Map<String, IdentityConfig.IssuerConfig> configured, Set<String> tenants) {
    for (String name : configured.keySet()) {
      if (!name.equals(IdentityConfig.MAIN) && !tenants.contains(name)) {
        throw new ConfigurationException(
            "cloister.identity." + name + " has no quarkus.oidc." + name + " that it belongs to");
      }
    }
  }

  private void refuseTwins() {
    var seen = new HashSet<List<Object>>();
    for (Issuer issuer : all) {
      if (!seen.add(List.of(issuer.name(), issuer.paths()))) {
        throw new ConfigurationException(issuer.name() + " is configured as two issuers");
      }
    }
  }

  private static ConfigurationException missing(String tenant, String property, String what) {
    String prefix = IdentityConfig.MAIN.equals(tenant) ? "" : tenant + ".";
    String full = "quarkus.oidc." + prefix + property;
    return new ConfigurationException(full + " must " + what, Set.of(full));
  }
}
