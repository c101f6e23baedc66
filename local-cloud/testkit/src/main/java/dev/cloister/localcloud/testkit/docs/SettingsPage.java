package dev.cloister.localcloud.testkit.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that {@code docs/settings.md} has a row for. A row's first cell names one or
 * several: {@code `cloister.drain.timeout`}, or {@code `cloister.history.table`, `.bucket`} where
 * the second differs in its last part only.
 */
public final class SettingsPage {

  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)`");

  private SettingsPage() {}

  /** The names under {@code cloister.} in the section with this heading, in alphabetical order. */
  public static Set<String> section(String heading) throws IOException {
    return read(Files.readAllLines(Repository.root().resolve("docs/settings.md")), heading);
  }

  static Set<String> read(List<String> page, String heading) {
    var names = new TreeSet<String>();
    boolean inside = false;
    for (String line : page) {
      if (line.startsWith("## ")) {
        inside = line.equals("## " + heading);
      } else if (inside && line.startsWith("|")) {
        names.addAll(names(line.substring(1, line.indexOf('|', 1))));
      }
    }
    return names;
  }

  private static Set<String> names(String cell) {
    var names = new TreeSet<String>();
    String before = "";
    for (Matcher name = NAME.matcher(cell); name.find(); ) {
      boolean sibling = name.group(1).startsWith(".");
      String parent = sibling ? before.substring(0, before.lastIndexOf('.')) : "";
      before = parent + name.group(1);
      if (before.startsWith("cloister.")) {
        names.add(before);
      }
    }
    return names;
  }
}
