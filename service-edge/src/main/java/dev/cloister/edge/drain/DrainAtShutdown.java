package dev.cloister.edge.drain;

import io.quarkus.arc.Unremovable;
import io.quarkus.smallrye.health.runtime.ShutdownReadinessCheck;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Typed;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/**
 * Stands where Quarkus looks for the check that makes the service not ready, which is the first
 * thing that it does at SIGTERM, and holds its shutdown up from there while everything still works.
 * (A {@code ShutdownEvent} comes too late: clients are closed by then.)
 */
@Alternative
@Priority(1)
@ApplicationScoped
@Unremovable
@Readiness
// Not a HealthCheck to anybody: the original one remains that.
@Typed(ShutdownReadinessCheck.class)
class DrainAtShutdown extends ShutdownReadinessCheck {

  private final Drain drain;
  private final Instance<HealthCheck> checks;

  DrainAtShutdown(Drain drain, @Any Instance<HealthCheck> checks) {
    this.drain = drain;
    this.checks = checks;
  }

  @Override
  public void shutdown() {
    checks.stream()
        .filter(ShutdownReadinessCheck.class::isInstance)
        .map(ShutdownReadinessCheck.class::cast)
        .forEach(ShutdownReadinessCheck::shutdown);
    drain.run();
  }
}
