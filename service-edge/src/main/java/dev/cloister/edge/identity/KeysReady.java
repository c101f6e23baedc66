package dev.cloister.edge.identity;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: there are keys of an issuer of people, and of one of workloads where there is one.
 * An issuer that is missing beside another is named, and keeps nobody else out.
 */
@Readiness
@ApplicationScoped
class KeysReady implements AsyncHealthCheck {

  private final Issuers issuers;
  private final IssuerKeys keys;

  KeysReady(Issuers issuers, IssuerKeys keys) {
    this.issuers = issuers;
    this.keys = keys;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    var asked = issuers.all().stream().map(keys::present).toList();
    return asked.isEmpty()
        ? Uni.createFrom().item(HealthCheckResponse.down("issuers' keys"))
        : Uni.join().all(asked).andFailFast().map(all -> response());
  }

  private HealthCheckResponse response() {
    var response = HealthCheckResponse.named("issuers' keys");
    for (Issuer issuer : issuers.all()) {
      String trouble = keys.trouble(issuer);
      response.withData(issuer.name(), trouble.isEmpty() ? "ok" : trouble);
    }
    boolean people = anyKeys(issuers.all().stream().filter(Issuer::isOfPeople));
    boolean workloads =
        issuers.all().stream().allMatch(Issuer::isOfPeople)
            || anyKeys(issuers.all().stream().filter(i -> !i.isOfPeople()));
    return response.status(people && workloads).build();
  }

  private boolean anyKeys(Stream<Issuer> some) {
    return some.anyMatch(keys::has);
  }
}
