package dev.cloister.history.cost;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Prints the table of docs/performance.md. Not part of the build; {@code mvn -pl history-service
 * test -Dtest=CostBench}.
 */
@QuarkusTest
class CostBench {

  private static final List<Integer> SIZES = List.of(10, 100, 1_000, 10_000);

  @Test
  void table() {
    var columns = new ArrayList<Map<String, Bill>>();
    try (var clients = new MeteredClients()) {
      var costs = new Costs(clients);
      SIZES.forEach(size -> columns.add(costs.with(size)));
    }
    var table = new StringBuilder("\n| call |");
    SIZES.forEach(size -> table.append(" %,d |".formatted(size)));
    table.append("\n|---|").append("---|".repeat(SIZES.size()));
    for (String call : columns.getFirst().keySet()) {
      table.append("\n| ").append(call).append(" |");
      columns.forEach(column -> table.append(" %s |".formatted(column.get(call))));
    }
    System.out.println(table);
  }
}
