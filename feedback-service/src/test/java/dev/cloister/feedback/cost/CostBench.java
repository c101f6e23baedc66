package dev.cloister.feedback.cost;

import dev.cloister.localcloud.testkit.cost.Growth;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Measures for {@code ./cloister bench --only costs}. Not part of the build. */
@QuarkusTest
class CostBench {

  @Test
  void asOnesOwnGrow() {
    try (var costs = new Costs()) {
      Growth.measured(costs::with).write("feedback");
    }
  }

  @Test
  void asPeopleBecomeMore() {
    try (var costs = new Costs()) {
      Growth.measured(costs::among).write("feedback-people");
    }
  }
}
