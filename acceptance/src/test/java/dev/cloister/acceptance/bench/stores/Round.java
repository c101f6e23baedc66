package dev.cloister.acceptance.bench.stores;

import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.stores.Exercise.Stopwatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** How long calls took in one round. */
final class Round {

  private static final double NANOS_PER_MS = 1e6;

  private final Map<Series, List<Long>> nanos = new LinkedHashMap<>();

  /**
   * Times that belong together.
   *
   * @param call which call
   * @param size how much there was of what it looks at
   * @param served whether by the service, or by the store alone
   */
  record Series(String call, int size, boolean served) {}

  /** Each by the service and by the store alone, now the one first and now the other. */
  void take(int turn, int size, List<Exercise> exercises) throws Exception {
    for (Exercise exercise : exercises) {
      if (turn % 2 == 0) {
        exercise.served(watch(size, true));
        exercise.raw(watch(size, false));
      } else {
        exercise.raw(watch(size, false));
        exercise.served(watch(size, true));
      }
    }
  }

  private Stopwatch watch(int size, boolean served) {
    return new Stopwatch() {
      @Override
      public <T> T time(String call, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        T result = work.call();
        long took = System.nanoTime() - begin;
        nanos.computeIfAbsent(new Series(call, size, served), s -> new ArrayList<>()).add(took);
        return result;
      }
    };
  }

  /** The calls in the order in which they came. */
  Set<String> calls() {
    var calls = new LinkedHashSet<String>();
    nanos.keySet().forEach(series -> calls.add(series.call()));
    return calls;
  }

  /** In milliseconds. */
  double quantile(Series series, double share) {
    double[] times = nanos.get(series).stream().mapToDouble(Long::doubleValue).toArray();
    return Spread.quantile(times, share) / NANOS_PER_MS;
  }
}
