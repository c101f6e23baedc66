package dev.cloister.acceptance.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A figure of several rounds: its median, and between which two it lay. */
public record Spread(double median, double least, double most) {

  /** Of one figure of each round. */
  public static <R> Spread of(Collection<R> rounds, ToDoubleFunction<R> figure) {
    return of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  public static Spread of(Collection<? extends Number> rounds) {
    double[] sorted = rounds.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** The value below which that share of the others lies; sorts the array. */
  public static double quantile(double[] values, double share) {
    Arrays.sort(values);
    int index = (int) Math.ceil(share * values.length) - 1;
    return values[Math.clamp(index, 0, values.length - 1)];
  }

  /** For a cell: {@code 3.1 (2.9–3.4)}. */
  public String cell(int decimals) {
    String figure = "%,." + decimals + "f";
    return String.format(
        Locale.ROOT, figure + " (" + figure + "–" + figure + ")", median, least, most);
  }
}
