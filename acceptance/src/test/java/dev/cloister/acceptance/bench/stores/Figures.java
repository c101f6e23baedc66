package dev.cloister.acceptance.bench.stores;

import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.stores.Round.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The rounds of services in one form, as rows.
 *
 * @param form jars or executables
 */
record Figures(String form, List<Integer> sizes, List<Round> rounds) {

  /**
   * Medians of services and store, and how many times the store's time a service takes: of each
   * round the ratio of its two medians, of these ratios the median. Whatever slows a round slows
   * both; so it need not be the ratio of the two figures beside it.
   */
  List<List<String>> ratios() {
    return rows(
        (call, size) -> {
          double served = median(new Series(call, size, true), 0.5);
          double raw = median(new Series(call, size, false), 0.5);
          var ratio =
              Spread.of(
                  rounds.stream()
                      .map(
                          round ->
                              round.quantile(new Series(call, size, true), 0.5)
                                  / round.quantile(new Series(call, size, false), 0.5))
                      .toList());
          return String.format(Locale.ROOT, "%.2f / %.2f; %s", served, raw, ratio.cell(2));
        });
  }

  /** What one in twenty calls takes at least. */
  List<List<String>> slowest() {
    return rows(
        (call, size) ->
            String.format(
                Locale.ROOT,
                "%.1f / %.1f",
                median(new Series(call, size, true), 0.95),
                median(new Series(call, size, false), 0.95)));
  }

  private double median(Series series, double share) {
    return Spread.of(rounds.stream().map(round -> round.quantile(series, share)).toList()).median();
  }

  private List<List<String>> rows(BiFunction<String, Integer, String> cell) {
    var rows = new ArrayList<List<String>>();
    for (String call : rounds.getFirst().calls()) {
      rows.add(
          Stream.concat(Stream.of(call, form), sizes.stream().map(size -> cell.apply(call, size)))
              .toList());
    }
    return rows;
  }
}
