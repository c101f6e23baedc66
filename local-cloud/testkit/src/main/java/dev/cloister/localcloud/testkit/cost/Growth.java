package dev.cloister.localcloud.testkit.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * What the same calls cost where more and more is stored.
 *
 * @param bills for each size, what each call cost
 */
public record Growth(SortedMap<Integer, Map<String, Bill>> bills) {

  private static final List<Integer> TESTED = List.of(10, 100, 1_000);
  private static final List<Integer> MEASURED = List.of(10, 100, 1_000, 10_000);

  /** As far as every build goes. */
  public static Growth tested(IntFunction<Map<String, Bill>> calls) {
    return of(TESTED, calls);
  }

  /** As far as the bench goes. */
  public static Growth measured(IntFunction<Map<String, Bill>> calls) {
    return of(MEASURED, calls);
  }

  private static Growth of(List<Integer> sizes, IntFunction<Map<String, Bill>> calls) {
    var bills = new TreeMap<Integer, Map<String, Bill>>();
    sizes.forEach(size -> bills.put(size, calls.apply(size)));
    return new Growth(bills);
  }

  /**
   * Fails where a call costs anything else at the largest size than at the one before, or makes
   * more or fewer requests than at the smallest.
   *
   * @param except calls that may
   */
  public void assertConstant(Set<String> except) {
    var before = bills.headMap(bills.lastKey());
    largest()
        .forEach(
            (call, bill) -> {
              if (!except.contains(call)) {
                assertThat(bill).as(call).isEqualTo(before.get(before.lastKey()).get(call));
                assertThat(bill.requests())
                    .as(call)
                    .isEqualTo(before.get(before.firstKey()).get(call).requests())
                    .isPositive();
                assertThat(bill.units()).as(call).isPositive();
              }
            });
  }

  /** What each call costs at the largest size. */
  public Map<String, Bill> largest() {
    return bills.get(bills.lastKey());
  }

  /** Leaves the table to {@code ./cloister bench}: a line a call, cells between tabs. */
  public void write(String name) {
    var lines = new ArrayList<String>();
    var header = new ArrayList<>(List.of("call"));
    bills.keySet().forEach(size -> header.add("%,d".formatted(size)));
    lines.add(String.join("\t", header));
    for (String call : largest().keySet()) {
      var cells = new ArrayList<>(List.of(call));
      bills.values().forEach(costs -> cells.add(costs.get(call).toString()));
      lines.add(String.join("\t", cells));
    }
    try {
      Path folder = Files.createDirectories(Path.of("target", "costs"));
      Files.write(folder.resolve(name + ".tsv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
