package dev.cloister.acceptance.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name in a cell of a table: {@code app `ingress.inboundCidrs`, `.prefixLists` and `chat`} has
 * three. What begins with a dot differs from the one before in its last part and is of the same
 * chart; so is what follows in a list.
 *
 * @param chart the chart whose value this is; empty where the cell says none
 * @param name in full
 */
record Mention(String chart, String name) {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CHART = Pattern.compile("(?:^|.*\\W)(app|foundation) ");
  private static final Pattern GOES_ON = Pattern.compile(",? (?:and |or )?");

  static List<Mention> in(String cell) {
    var all = new ArrayList<Mention>();
    String chart = "";
    String before = "";
    int end = 0;
    for (Matcher code = CODE.matcher(cell); code.find(); end = code.end()) {
      String between = cell.substring(end, code.start());
      Matcher named = CHART.matcher(between);
      boolean sibling = code.group(1).matches("\\.\\w.*");
      if (named.matches()) {
        chart = named.group(1).equals("app") ? "cloister" : "cloister-foundation";
      } else if (!sibling && !GOES_ON.matcher(between).matches()) {
        chart = "";
      }
      String parent = sibling ? before.substring(0, before.lastIndexOf('.')) : "";
      before = parent + code.group(1);
      all.add(new Mention(chart, before));
    }
    return all;
  }

  /** Its parts, where it has the form of a value; else nothing. */
  Stream<String> parts() {
    return name.matches("\\w+(\\.\\w+)*") ? Stream.of(name.split("\\.")) : Stream.empty();
  }
}
