package dev.cloister.chat.history;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;

/** Puts this service's own token on each call to history-service; it outlives the user's. */
@ApplicationScoped
class WorkloadIdentity implements ResteasyReactiveClientRequestFilter {

  /** The kubelet renews the file well before the token ends. */
  private static final Duration REREAD = Duration.ofSeconds(60);

  private record FileToken(String token, Instant readAt) {}

  private final Optional<Path> file;
  private final Instance<OidcClient> client;
  private final TokensHelper tokens = new TokensHelper();
  private final AtomicBoolean refused = new AtomicBoolean();
  private volatile FileToken cached;

  WorkloadIdentity(HistoryConfig config, Instance<OidcClient> client) {
    this.file = config.tokenFile();
    this.client = client;
  }

  @Override
  public void filter(ResteasyReactiveClientRequestContext request) {
    request.suspend();
    token()
        .subscribe()
        .with(
            token -> {
              request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
              request.resume();
            },
            request::resume);
  }

  /** The present token was not accepted, whatever its expiry says: the next call gets a new one. */
  void renew() {
    cached = null;
    refused.set(true);
  }

  private Uni<String> token() {
    return file.map(path -> Uni.createFrom().item(() -> fromFile(path)))
        .orElseGet(() -> Uni.createFrom().deferred(this::fromIssuer));
  }

  private Uni<String> fromIssuer() {
    return tokens
        .getTokens(client.get(), Map.of(), refused.getAndSet(false))
        .map(t -> t.getAccessToken());
  }

  private String fromFile(Path path) {
    FileToken known = cached;
    if (known == null || known.readAt().plus(REREAD).isBefore(Instant.now())) {
      try {
        known = new FileToken(Files.readString(path).strip(), Instant.now());
        cached = known;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return known.token();
  }
}
