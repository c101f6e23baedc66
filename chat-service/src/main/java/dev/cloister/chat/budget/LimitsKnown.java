package dev.cloister.chat.budget;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means: everybody's limits have been read once. A store that fails later does not take the
 * pod away from those whom nothing limits.
 */
@Readiness
class LimitsKnown implements HealthCheck {

  private final KnownLimits limits;

  LimitsKnown(KnownLimits limits) {
    this.limits = limits;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("limits of budgets").status(limits.areRead()).build();
  }
}
