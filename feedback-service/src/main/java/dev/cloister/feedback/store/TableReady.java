package dev.cloister.feedback.store;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the table answers a read. */
@Readiness
class TableReady implements HealthCheck {

  private final Table table;

  TableReady(Table table) {
    this.table = table;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("feedback table");
    try {
      table.get("READY", "READY");
      return response.up().build();
    } catch (RuntimeException e) {
      return response.down().build();
    }
  }
}
