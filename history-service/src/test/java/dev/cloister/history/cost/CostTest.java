package dev.cloister.history.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.cost.Growth;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a call costs does not depend on how much was ever stored. */
@QuarkusTest
class CostTest {

  /** These grow up to a bound; {@code UnpagedTest} has what happens beyond it. */
  private static final Set<String> UP_TO_A_BOUND = Set.of(Costs.LIST_WHOLE, Costs.READ_WHOLE);

  private static final int MOST_REQUESTS = 3;

  /** For a thousand small headers or messages. */
  private static final double MOST_UNITS = 200;

  @Test
  void aCallCostsTheSameInASmallAndALargeHistory() {
    Growth growth;
    try (var clients = new MeteredClients()) {
      growth = Growth.tested(new Costs(clients)::with);
    }
    // Nobody waits for a removal.
    growth.assertConstant(Set.of(Costs.LIST_WHOLE, Costs.READ_WHOLE, Costs.REMOVAL));
    for (String call : UP_TO_A_BOUND) {
      var bill = growth.largest().get(call);
      assertThat(bill.requests()).as(call).isBetween(1, MOST_REQUESTS);
      assertThat(bill.units()).as(call).isBetween(0.5, MOST_UNITS);
    }
  }

  @Test
  void aCallCostsTheSameBesideFewAndManyOthers() {
    Growth growth;
    try (var clients = new MeteredClients()) {
      growth = Growth.tested(new Costs(clients)::among);
    }
    growth.assertConstant(Set.of(Costs.REMOVAL));
  }
}
