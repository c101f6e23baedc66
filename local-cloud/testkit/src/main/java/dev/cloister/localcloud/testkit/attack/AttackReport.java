package dev.cloister.localcloud.testkit.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints which promise was attacked how often and how often it broke.
 *
 * <p>Arguments: {@code [--record] checkout folder...}, the folders being the modules' {@code
 * target/attacks}. {@code --record} writes the figures into {@code docs/promises.md}. Ends with 1
 * where a promise broke or was not attacked.
 */
public final class AttackReport {

  private final PromisesPage page;
  private final Map<Integer, List<Attempt>> attempts;

  AttackReport(PromisesPage page, List<Attempt> attempts) {
    this.page = page;
    this.attempts = attempts.stream().collect(Collectors.groupingBy(Attempt::promise));
  }

  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(Arrays.asList(arguments));
    boolean record = rest.remove("--record");
    Path checkout = Path.of(rest.removeFirst());
    Path file = checkout.resolve("docs/promises.md");
    var page = new PromisesPage(Files.readAllLines(file));
    var report = new AttackReport(page, read(checkout, rest));
    System.out.print(report.table());
    if (record) {
      Files.writeString(file, page.with(report::score).text());
    }
    System.exit(report.held() ? 0 : 1);
  }

  private static List<Attempt> read(Path checkout, List<String> folders) throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    for (String folder : folders) {
      if (Files.isDirectory(Path.of(folder))) {
        // target/attacks
        String module = checkout.relativize(Path.of(folder, "..", "..").normalize()).toString();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
          for (Path file : files.toList()) {
            Files.readAllLines(file).forEach(line -> attempts.add(Attempt.of(module, line)));
          }
        }
      }
    }
    return attempts;
  }

  Score score(int promise) {
    return Score.of(attempts.getOrDefault(promise, List.of()));
  }

  /** Whether every promise was attacked and none broke. */
  boolean held() {
    return page.rows().stream()
        .map(row -> score(row.number()))
        .allMatch(score -> score.attempts() > 0 && score.failures() == 0);
  }

  String table() {
    var text = new StringBuilder();
    text.append("%3s  %-100s %9s %9s%n".formatted("", "promise", "attempts", "failures"));
    for (PromisesPage.Row row : page.rows()) {
      text.append(line(row)).append(System.lineSeparator());
      for (String test : score(row.number()).broken()) {
        text.append("     broken by %s%n".formatted(test));
      }
    }
    return text.toString();
  }

  private String line(PromisesPage.Row row) {
    Score score = score(row.number());
    String figures = "%,9d %,9d".formatted(score.attempts(), score.failures());
    String skipped = score.skipped() == 0 ? "" : "  (%,d skipped)".formatted(score.skipped());
    return "%3d  %-100s %s%s".formatted(row.number(), shortened(row.sentence()), figures, skipped);
  }

  private static String shortened(String sentence) {
    return sentence.length() <= 100 ? sentence : sentence.substring(0, 97) + "...";
  }
}
