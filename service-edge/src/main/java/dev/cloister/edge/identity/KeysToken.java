package dev.cloister.edge.identity;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows a token where an issuer gives its keys to nobody without one: the API server of a cluster,
 * which knows its keys as soon as they change. No other issuer sees it.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.JWKS)
class KeysToken implements OidcRequestFilter {

  /** quarkus-oidc's name for what names the tenant. */
  static final String TENANT = "tenant-id";

  private final Map<String, Path> files;
  private final Vertx vertx;

  KeysToken(Issuers issuers, Vertx vertx) {
    this.vertx = vertx;
    this.files =
        issuers.all().stream()
            .filter(issuer -> issuer.keysTokenFile().isPresent())
            .collect(Collectors.toMap(Issuer::tenant, issuer -> issuer.keysTokenFile().get()));
  }

  @Override
  public Uni<Void> filter(OidcRequestFilterContext request) {
    Path file = files.get(request.contextProperties().getString(TENANT));
    return file == null
        ? Uni.createFrom().voidItem()
        : read(file)
            .invoke(token -> request.request().bearerTokenAuthentication(token))
            .replaceWithVoid();
  }

  /** Each time: the kubelet replaces it before it lapses. */
  private Uni<String> read(Path file) {
    return Uni.createFrom()
        .completionStage(
            () -> vertx.executeBlocking(() -> Files.readString(file).strip()).toCompletionStage());
  }
}
