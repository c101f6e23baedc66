package dev.cloister.acceptance.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The table of a chart's values, from the comments of values.yaml that begin with two dashes. */
final class ValuesPage {

  private static final String BEGIN = "<!-- values, from values.yaml -->\n";

  private record Level(int indent, String path) {}

  private ValuesPage() {}

  /** The page as it should be: as it is, with a new table. */
  static String of(Chart chart) throws IOException {
    String page = Files.readString(page(chart));
    int table = page.indexOf(BEGIN);
    if (table < 0) {
      throw new AssertionError(page(chart) + " has no line " + BEGIN);
    }
    return page.substring(0, table) + BEGIN + "\n" + table(chart);
  }

  static Path page(Chart chart) {
    return chart.folder().resolve("README.md");
  }

  private static String table(Chart chart) throws IOException {
    var out = new StringBuilder("| value | default | meaning |\n|---|---|---|\n");
    List<Level> levels = new ArrayList<>();
    var meaning = new StringBuilder();
    for (String line : Files.readAllLines(chart.folder().resolve("values.yaml"))) {
      String text = line.strip();
      if (text.startsWith("#")) {
        meaning.append(text.startsWith("# -- ") ? text.substring(5) : "").append(' ');
        continue;
      }
      int colon = text.indexOf(':');
      if (colon < 0) {
        meaning.setLength(0);
        continue;
      }
      int indent = line.length() - line.stripLeading().length();
      levels.removeIf(level -> level.indent() >= indent);
      String path =
          (levels.isEmpty() ? "" : levels.getLast().path() + ".") + text.substring(0, colon);
      levels.add(new Level(indent, path));
      String value = text.substring(colon + 1).strip();
      String said = meaning.toString().strip();
      meaning.setLength(0);
      if (!value.isEmpty() || !said.isEmpty()) {
        String shown = value.isEmpty() || value.equals("\"\"") ? "" : "`" + value + "`";
        out.append("| `%s` | %s | %s |\n".formatted(path, shown, said.replace("|", "\\|")));
      }
    }
    return out.toString();
  }
}
