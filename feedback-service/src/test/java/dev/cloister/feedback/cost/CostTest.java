package dev.cloister.feedback.cost;

import dev.cloister.localcloud.testkit.cost.Growth;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a call costs does not depend on how much was ever rated. */
@QuarkusTest
class CostTest {

  @Test
  void aCallCostsTheSameWithFewAndManyRatings() {
    try (var costs = new Costs()) {
      Growth.tested(costs::with).assertConstant(Set.of());
    }
  }

  @Test
  void aCallCostsTheSameBesideFewAndManyOthers() {
    try (var costs = new Costs()) {
      Growth.tested(costs::among).assertConstant(Set.of());
    }
  }
}
