package dev.cloister.feedback.preflight;

import dev.cloister.edge.preflight.Check;
import dev.cloister.feedback.store.Table;
import jakarta.enterprise.context.ApplicationScoped;

/** The table answers a read. */
@ApplicationScoped
class TableThere implements Check {

  private final Table table;

  TableThere(Table table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "feedback table";
  }

  @Override
  public String run() {
    table.get("PREFLIGHT", "PREFLIGHT");
    return "it was read";
  }
}
