package dev.cloister.chat.preflight;

import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.Values;
import dev.cloister.edge.preflight.Check;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of budgets and usage answers a read. */
@ApplicationScoped
class UsageTableThere implements Check {

  private final Table table;

  UsageTableThere(Table table) {
    this.table = table;
  }

  @Override
  public String name() {
    return "usage table";
  }

  @Override
  public String run() {
    table.get(Values.key("PREFLIGHT", "PREFLIGHT"));
    return "it was read";
  }
}
