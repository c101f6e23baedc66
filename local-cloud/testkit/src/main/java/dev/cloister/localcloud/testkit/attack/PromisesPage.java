package dev.cloister.localcloud.testkit.attack;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of {@code docs/promises.md}: number, promise, attacks, rounds, attempts, failures. The
 * last four are what was run.
 */
record PromisesPage(List<String> lines) {

  private static final Pattern ROW =
      Pattern.compile(
          "(\\| (?<number>\\d+) \\| (?<sentence>[^|]+) )"
              + "\\|[^|]*\\| [^|]* \\| [^|]* \\| [^|]* \\|");

  record Row(int number, String sentence) {}

  List<Row> rows() {
    return lines.stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(PromisesPage::row)
        .toList();
  }

  private static Row row(MatchResult match) {
    return new Row(Integer.parseInt(match.group("number")), match.group("sentence"));
  }

  /** The same page with other figures. */
  PromisesPage with(Function<Integer, Score> scores) {
    return new PromisesPage(lines.stream().map(line -> with(scores, line)).toList());
  }

  private static String with(Function<Integer, Score> scores, String line) {
    Matcher match = ROW.matcher(line);
    if (!match.matches()) {
      return line;
    }
    Score score = scores.apply(row(match).number());
    return match.group(1)
        + "| %s | %,d | %,d | %,d |"
            .formatted(
                String.join(", ", score.sources()),
                score.rounds(),
                score.attempts(),
                score.failures());
  }

  String text() {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
