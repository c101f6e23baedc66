package dev.cloister.edge.identity;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcResponseFilter;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows when the keys of issuers were fetched last. */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.JWKS)
class KeysFetched implements OidcResponseFilter {

  /** It sees them a moment before quarkus-oidc verifies by them. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Map<String, Instant> last = new ConcurrentHashMap<>();

  KeysFetched() {
    this(InstantSource.system());
  }

  KeysFetched(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Uni<Void> filter(OidcResponseFilterContext response) {
    fetched(response.requestProperties().getString(KeysToken.TENANT));
    return Uni.createFrom().voidItem();
  }

  void fetched(String tenant) {
    last.put(tenant, clock.instant());
  }

  /** Stands for the keys of that tenant; empty while they are being taken over. */
  Optional<Object> settled(String tenant) {
    return Optional.of(last.getOrDefault(tenant, Instant.EPOCH))
        .filter(fetched -> clock.instant().isAfter(fetched.plus(TAKEN_OVER)))
        .map(Object.class::cast);
  }
}
