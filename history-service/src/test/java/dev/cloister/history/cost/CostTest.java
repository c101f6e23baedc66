package dev.cloister.history.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a call costs does not depend on how much was ever stored. */
@QuarkusTest
class CostTest {

  /** These grow up to a bound; {@code UnpagedTest} has what happens beyond it. */
  private static final Set<String> UP_TO_A_BOUND = Set.of(Costs.LIST_WHOLE, Costs.READ_WHOLE);

  /** Requests and units for a thousand small headers or messages. */
  private static final Bill BOUND = new Bill(3, 0, 200);

  @Test
  void aCallCostsTheSameInASmallAndALargeHistory() {
    Map<String, Bill> tiny;
    Map<String, Bill> small;
    Map<String, Bill> large;
    try (var clients = new MeteredClients()) {
      var costs = new Costs(clients);
      tiny = costs.with(10);
      small = costs.with(100);
      large = costs.with(1_000);
    }
    large.remove(Costs.REMOVAL); // Nobody waits for it.
    large.forEach(
        (call, bill) -> {
          if (UP_TO_A_BOUND.contains(call)) {
            assertThat(bill.requests()).as(call).isBetween(1, BOUND.requests());
            assertThat(bill.units()).as(call).isBetween(0.5, BOUND.units());
          } else {
            assertThat(bill).as(call).isEqualTo(small.get(call));
            assertThat(bill.requests()).as(call).isEqualTo(tiny.get(call).requests()).isPositive();
            assertThat(bill.units()).as(call).isPositive();
          }
        });
  }
}
