package dev.cloister.history.cost;

import dev.cloister.localcloud.testkit.cost.Growth;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Measures for {@code ./cloister bench --only costs}. Not part of the build. */
@QuarkusTest
class CostBench {

  @Test
  void asOnesOwnGrow() {
    try (var clients = new MeteredClients()) {
      Growth.measured(new Costs(clients)::with).write("history");
    }
  }

  @Test
  void asPeopleBecomeMore() {
    try (var clients = new MeteredClients()) {
      Growth.measured(new Costs(clients)::among).write("history-people");
    }
  }
}
