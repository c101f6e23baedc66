package dev.cloister.acceptance.bench;

import dev.cloister.acceptance.bench.gateway.ByTls;
import dev.cloister.acceptance.bench.gateway.Gateways;
import dev.cloister.acceptance.bench.gateway.OpenStreams;
import dev.cloister.acceptance.bench.gateway.Starts;
import dev.cloister.acceptance.bench.stores.Stores;
import dev.cloister.acceptance.containers.ImageSizes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures section by section and prints each table. Arguments: {@code --rounds N}, {@code --only
 * NAME} (repeatable), {@code --native}, {@code --record PAGE}.
 */
final class Bench {

  private static final List<Section> SECTIONS =
      List.of(
          new Gateways(),
          new ByTls(),
          new OpenStreams(),
          new Footprint(),
          new Starts(),
          new Stores(),
          new Costs(),
          new ImageSizes());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = 3;
    boolean natively = false;
    Path page = null;
    var only = new ArrayList<String>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--only" -> only.add(arguments[++i]);
        case "--native" -> natively = true;
        case "--record" -> page = Path.of(arguments[++i]);
        default -> throw new IllegalArgumentException("The bench does not know " + arguments[i]);
      }
    }
    List<String> names = SECTIONS.stream().map(Section::name).toList();
    if (!names.containsAll(only)) {
      throw new IllegalArgumentException("--only takes one of " + String.join(", ", names));
    }
    var run = new Section.Run(rounds, natively);
    for (Section section : SECTIONS) {
      if (only.isEmpty() || only.contains(section.name())) {
        System.out.printf("%s%n", section.name());
        Path recorded = page;
        section.measure(run, table -> show(section, run, table, recorded));
      }
    }
    System.exit(0); // Whatever still waits for something.
  }

  private static void show(Section section, Section.Run run, Table table, Path page) {
    try {
      String text = table.markdown() + "\n\n" + circumstances(section, run, table);
      System.out.printf("%n%s%n%n", text);
      if (page != null) {
        record(page, table.name(), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String circumstances(Section section, Section.Run run, Table table)
      throws IOException {
    return "Measured on %s, %d processors, load %s at the end, %d %s%s: `./cloister bench%s --only %s --rounds %d`."
        .formatted(
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
            run.rounds(),
            run.rounds() == 1 ? "round" : "rounds",
            table.beside().isEmpty() ? "" : ", beside " + String.join(", ", table.beside()),
            run.natively() ? "" : " --jvm",
            section.name(),
            run.rounds());
  }

  /** Puts the text between the page's marks for this table. */
  private static void record(Path page, String name, String text) throws IOException {
    String begin = "<!-- bench:" + name + " -->\n";
    String end = "<!-- /bench:" + name + " -->";
    String before = Files.readString(page);
    int from = before.indexOf(begin);
    int to = before.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(page + " has no place for the table " + name);
    }
    Files.writeString(
        page, before.substring(0, from + begin.length()) + text + "\n" + before.substring(to));
  }
}
