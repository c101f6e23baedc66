package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.bench.Spread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One measurement of one gateway under a steady or a hurried load. Times are microseconds.
 *
 * @param cpu processor time a token
 * @param cpuBeside the same of what works beside it
 * @param p50 how late the median token comes
 * @param firstToken from the question to the first token, median
 * @param lost how many tokens never came, of those that the model said or would have said
 * @param cut how many streams ended in another way than a whole answer does
 * @param resident the most that was resident at a time, in bytes
 */
record Round(
    double cpu,
    double cpuBeside,
    double p50,
    double p95,
    double p99,
    double firstToken,
    long lost,
    long cut,
    long resident) {

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(20);
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 60;

  /** So many streams, each with one token every twenty milliseconds, for so long. */
  static Round steady(
      Gateway gateway, Upstream upstream, Listeners listeners, int streams, Duration length)
      throws Exception {
    await("the end of what was before", () -> upstream.open() == 0);
    upstream.pace(Pace.steady(Duration.ofMillis(20)));
    long saidBefore = upstream.saidByOver();
    gateway.forgetMostResident();
    List<Listener> all = listeners.ask(gateway, streams, BETWEEN_QUESTIONS);
    awaitFirstTokens(all);
    Thread.sleep(SETTLING);
    listeners.count();
    long cpu = gateway.cpu();
    long cpuBeside = gateway.cpuBeside();
    Thread.sleep(length);
    long used = gateway.cpu() - cpu;
    long usedBeside = gateway.cpuBeside() - cpuBeside;
    double[] delays = listeners.counted();
    long resident = gateway.mostResident();
    upstream.finish();
    await("the ends", () -> upstream.open() == 0 && all.stream().allMatch(Listener::isOver));
    return of(all, delays, used, usedBeside, upstream.saidByOver() - saidBefore, resident);
  }

  /** So many streams, each with so many tokens as fast as they are taken. */
  static Round burst(
      Gateway gateway, Upstream upstream, Listeners listeners, int streams, int tokens)
      throws Exception {
    upstream.pace(Pace.burst(tokens));
    gateway.forgetMostResident();
    listeners.count();
    long cpu = gateway.cpu();
    long cpuBeside = gateway.cpuBeside();
    List<Listener> all = listeners.ask(gateway, streams, BETWEEN_QUESTIONS);
    await("the ends", () -> all.stream().allMatch(Listener::isOver));
    long used = gateway.cpu() - cpu;
    long usedBeside = gateway.cpuBeside() - cpuBeside;
    awaitFirstTokens(all);
    double[] delays = listeners.counted();
    return of(all, delays, used, usedBeside, (long) streams * tokens, gateway.mostResident());
  }

  private static Round of(
      List<Listener> all, double[] delays, long cpu, long cpuBeside, long due, long resident) {
    long came = all.stream().mapToLong(Listener::tokens).sum();
    double[] firsts =
        all.stream()
            .filter(listener -> listener.tokens() > 0)
            .mapToDouble(Listener::firstTokenAfter)
            .toArray();
    return new Round(
        cpu / 1e3 / delays.length,
        cpuBeside / 1e3 / delays.length,
        Spread.quantile(delays, 0.50) / 1e3,
        Spread.quantile(delays, 0.95) / 1e3,
        Spread.quantile(delays, 0.99) / 1e3,
        Spread.quantile(firsts, 0.50) / 1e3,
        due - came,
        all.stream().filter(listener -> !listener.looksFinished()).count(),
        resident);
  }

  /**
   * Fails where somebody is told no. A yes with nothing behind it is a result: its tokens are lost,
   * and it is cut off.
   */
  static void awaitFirstTokens(List<Listener> all) throws InterruptedException {
    await("the first tokens", () -> all.stream().allMatch(l -> l.tokens() > 0 || l.isOver()));
    for (Listener listener : all) {
      if (listener.tokens() == 0 && !listener.isAccepted()) {
        throw new IllegalStateException("no token, but: " + listener.tail());
      }
    }
  }

  static void await(String what, BooleanSupplier done) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(what + " did not come");
      }
      Thread.sleep(5);
    }
  }
}
