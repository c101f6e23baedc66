package dev.cloister.acceptance.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One table of figures.
 *
 * @param name what {@code --only} and the marks in {@code docs/performance.md} call it
 * @param note what has to be known to read it, in a line or two of Markdown
 * @param beside what is not ours in it, with versions; none where all is ours
 */
public record Table(
    String name, List<String> columns, List<List<String>> rows, String note, List<String> beside) {

  public Table {
    columns = List.copyOf(columns);
    beside = List.copyOf(beside);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(name + " has no row of " + row.size() + " cells");
      }
    }
  }

  public Table(String name, List<String> columns, List<List<String>> rows, String note) {
    this(name, columns, rows, note, List.of());
  }

  /** The table as Markdown, without its name. */
  public String markdown() {
    var lines = new ArrayList<String>();
    lines.add(line(columns));
    lines.add(line(Collections.nCopies(columns.size(), "---")));
    rows.forEach(row -> lines.add(line(row)));
    lines.add("");
    lines.add(note);
    return String.join("\n", lines);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
