package dev.cloister.edge.identity;

import dev.cloister.edge.preflight.Check;
import dev.cloister.edge.preflight.Mismatch;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** There are keys of those who issue tokens. */
@ApplicationScoped
class IssuersKnown implements Check {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KeysReady keys;

  IssuersKnown(@Readiness KeysReady keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "issuers' keys";
  }

  @Override
  public String run() throws Mismatch {
    var response = keys.call().await().atMost(PATIENCE);
    String found = response.getData().map(Object::toString).orElse("no issuer is set");
    if (response.getStatus() == Status.DOWN) {
      throw new Mismatch(found + ". Is the issuer reached? Else mount its keys (identity.keys).");
    }
    return found;
  }
}
