package dev.cloister.edge.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether there are keys of each issuer, and where they come from. */
@ApplicationScoped
class IssuerKeys {

  /** Issuers that did not answer are asked again at most this often, whoever asks us. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Map<String, FileVerifier> files;
  private final Instance<TenantConfigBean> tenants;
  private final KeysFetched fetched;
  private final Map<String, Uni<Boolean>> attempts = new ConcurrentHashMap<>();

  IssuerKeys(Issuers issuers, Instance<TenantConfigBean> tenants, KeysFetched fetched) {
    this.tenants = tenants;
    this.fetched = fetched;
    this.files =
        issuers.all().stream()
            .filter(i -> i.keysFile().isPresent())
            .map(i -> new FileVerifier(i, new KeyFile(i.keysFile().get())))
            .collect(Collectors.toMap(v -> v.issuer().tenant(), Function.identity()));
  }

  void readFiles(@Observes StartupEvent start, Vertx vertx) {
    for (FileVerifier verifier : files.values()) {
      KeyFile file = verifier.file();
      file.reread();
      vertx.setPeriodic(
          verifier.issuer().keysReread().toMillis(),
          timer -> vertx.executeBlocking(() -> reread(file)));
    }
  }

  private static boolean reread(KeyFile file) {
    file.reread();
    return true;
  }

  /** Present where the issuer's keys are in a file. */
  Optional<FileVerifier> file(Issuer issuer) {
    return Optional.ofNullable(files.get(issuer.tenant()));
  }

  /** Stands for the keys that verify now: not equal to what did before. Empty just after that. */
  Optional<Object> settled(Issuer issuer) {
    var inFile = file(issuer);
    return inFile.isPresent()
        ? inFile.map(verifier -> verifier.file().keys())
        : fetched.settled(issuer.tenant());
  }

  /** Whether tokens of that issuer can be verified now. */
  boolean has(Issuer issuer) {
    return file(issuer)
        .map(verifier -> !verifier.file().keys().isEmpty())
        .orElseGet(() -> tenant(issuer).ready());
  }

  /** The same, after asking the issuer if that may help. */
  Uni<Boolean> present(Issuer issuer) {
    return has(issuer) || issuer.keysFile().isPresent()
        ? Uni.createFrom().item(has(issuer))
        : attempts.computeIfAbsent(issuer.tenant(), name -> attempt(tenant(issuer)));
  }

  /** One attempt, and its outcome for everybody who asks until the pause is over. */
  private Uni<Boolean> attempt(TenantConfigContext tenant) {
    String name = tenant.oidcConfig().tenantId().orElseThrow();
    Uni<Boolean> asked =
        tenant
            .initialize()
            .map(TenantConfigContext::ready)
            .onFailure()
            .recoverWithItem(false)
            .memoize()
            .indefinitely();
    asked
        .onItem()
        .delayIt()
        .by(PAUSE)
        .subscribe()
        .with(done -> attempts.remove(name), failed -> attempts.remove(name));
    return asked;
  }

  /** What is wrong, or empty; for the operator. */
  String trouble(Issuer issuer) {
    return file(issuer)
        .map(v -> v.file().trouble())
        .orElseGet(() -> tenant(issuer).ready() ? "" : "the issuer does not answer");
  }

  private TenantConfigContext tenant(Issuer issuer) {
    var bean = tenants.get();
    return IdentityConfig.MAIN.equals(issuer.tenant())
        ? bean.getDefaultTenant()
        : bean.getStaticTenant(issuer.tenant());
  }
}
