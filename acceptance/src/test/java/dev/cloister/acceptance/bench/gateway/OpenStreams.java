package dev.cloister.acceptance.bench.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many streams that are open at a time, each with a token every five seconds.
 *
 * @param asked how many were asked for
 * @param open how many had a first token within two minutes
 * @param kib resident memory that each of them took beyond what was resident before, in KiB
 * @param resident resident memory with all of them, in bytes
 */
record OpenStreams(int asked, long open, double kib, long resident) {

  private static final Duration APART = Duration.ofMillis(4);
  private static final Duration SETTLING = Duration.ofSeconds(8);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

  static OpenStreams of(Gateway gateway, Upstream upstream, Listeners listeners, int streams)
      throws Exception {
    upstream.pace(Pace.steady(Duration.ofSeconds(5)));
    long before = gateway.resident();
    List<Listener> all = listeners.ask(gateway, streams, APART);
    long deadline = System.nanoTime() + PATIENCE;
    while (open(all) < streams && System.nanoTime() < deadline) {
      Thread.sleep(200);
    }
    Thread.sleep(SETTLING);
    long open = open(all);
    long resident = gateway.resident();
    upstream.finish();
    Thread.sleep(Duration.ofSeconds(1));
    all.forEach(Listener::leave);
    Round.await("the end of all streams", () -> upstream.open() == 0);
    return new OpenStreams(
        streams, open, open == 0 ? 0 : (resident - before) / 1024.0 / open, resident);
  }

  private static long open(List<Listener> all) {
    return all.stream().filter(l -> l.tokens() > 0 && !l.isOver()).count();
  }
}
