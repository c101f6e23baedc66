package dev.cloister.chat.stream;

import io.quarkus.redis.datasource.stream.XAddArgs;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** This process among the others: its name, its lease, and its inbox. */
@ApplicationScoped
class Pod {

  private static final Logger LOG = Logger.getLogger(Pod.class);
  private static final int RENEWALS_PER_LEASE = 4;
  private static final long INBOX_SIZE = 10_000;

  private final String id = UUID.randomUUID().toString();
  private final Valkey valkey;
  private final Vertx vertx;
  private final Duration lease;
  private boolean unheard;

  Pod(Valkey valkey, Vertx vertx, StreamsConfig config) {
    this.valkey = valkey;
    this.vertx = vertx;
    this.lease = config.lease();
  }

  /** A new one for each start: what a killed process began is never taken for this one's. */
  String id() {
    return id;
  }

  void start(@Observes StartupEvent event) {
    if (!valkey.isConfigured()) {
      LOG.info(
          "no shared stream store (cloister.streams.url): an answer can be followed and stopped"
              + " only at the pod that makes it");
      return;
    }
    vertx.setPeriodic(0, lease.toMillis() / RENEWALS_PER_LEASE, t -> renew());
  }

  private void renew() {
    valkey
        .values()
        .psetex(Keys.lease(id), lease.toMillis(), "")
        .chain(() -> valkey.keys().pexpire(Keys.inbox(id), lease.multipliedBy(2)))
        .subscribe()
        .with(done -> unheard = false, this::notRenewed);
  }

  private void notRenewed(Throwable e) {
    if (!unheard) {
      LOG.warnf("the shared stream store does not answer, trying on error=%s", e);
    }
    unheard = true;
  }

  /** Whether the pod has been heard of within the lease. */
  Uni<Boolean> isAlive(String pod) {
    return valkey.keys().exists(Keys.lease(pod));
  }

  /** Puts a message into a pod's inbox. */
  Uni<Void> tell(String pod, Map<String, String> message) {
    return valkey
        .streams()
        .xadd(Keys.inbox(pod), new XAddArgs().maxlen(INBOX_SIZE).nearlyExactTrimming(), message)
        .chain(() -> valkey.keys().pexpire(Keys.inbox(pod), lease.multipliedBy(2)))
        .replaceWithVoid();
  }

  /** Whoever follows this pod's answers need not wait for the lease. */
  void stop(@Observes ShutdownEvent event) {
    if (valkey.isConfigured()) {
      valkey.keys().del(Keys.lease(id)).onFailure().recoverWithNull().await().atMost(lease);
    }
  }
}
