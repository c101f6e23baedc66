package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a gateway does where things go wrong.
 *
 * @param leftOpen of the streams whose listeners left, those still open three seconds later
 * @param takenFromFlood tokens that one listener who reads nothing let through in three seconds
 * @param cutsShownAsEnds of the answers that were cut, those whose listener saw a usual end
 * @param resetsShownAsEnds the same of those whose connection was torn
 * @param exceptionsShownAsEnds the same of those where the service said that it had failed
 */
record Behaviour(
    int leftOpen,
    long takenFromFlood,
    long cutsShownAsEnds,
    long resetsShownAsEnds,
    long exceptionsShownAsEnds) {

  private static final int STREAMS = 20;

  private static final Duration A_WHILE = Duration.ofSeconds(3);

  static Behaviour of(Gateway gateway, Upstream upstream, Listeners listeners) throws Exception {
    return new Behaviour(
        leftOpen(gateway, upstream, listeners),
        takenFromFlood(gateway, upstream, listeners),
        shownAsEnds(Pace.End.CUT, gateway, upstream, listeners),
        shownAsEnds(Pace.End.RESET, gateway, upstream, listeners),
        shownAsEnds(Pace.End.EXCEPTION, gateway, upstream, listeners));
  }

  private static int leftOpen(Gateway gateway, Upstream upstream, Listeners listeners)
      throws Exception {
    upstream.pace(Pace.steady(Duration.ofMillis(20)));
    List<Listener> all = listeners.ask(gateway, STREAMS, Duration.ZERO);
    Round.awaitFirstTokens(all);
    all.forEach(Listener::leave);
    Thread.sleep(A_WHILE);
    int open = upstream.open();
    finish(upstream);
    return open;
  }

  private static long takenFromFlood(Gateway gateway, Upstream upstream, Listeners listeners)
      throws Exception {
    upstream.pace(Pace.burst(Long.MAX_VALUE));
    List<Listener> one = listeners.ask(gateway, 1, Duration.ZERO);
    Round.await("the flood", () -> upstream.open() == 1);
    listeners.onLoop(
        () -> {
          one.getFirst().stall();
          return null;
        });
    Thread.sleep(A_WHILE);
    long said = upstream.said();
    one.getFirst().leave();
    finish(upstream);
    return said;
  }

  private static long shownAsEnds(
      Pace.End end, Gateway gateway, Upstream upstream, Listeners listeners) throws Exception {
    upstream.pace(Pace.broken(end));
    List<Listener> all = listeners.ask(gateway, STREAMS, Duration.ZERO);
    Round.await("the ends", () -> all.stream().allMatch(Listener::isOver));
    return all.stream().filter(Listener::looksFinished).count();
  }

  private static void finish(Upstream upstream) throws InterruptedException {
    upstream.finish();
    Round.await("the end of all streams", () -> upstream.open() == 0);
  }

  static Table table(Map<Gateway, List<Behaviour>> rounds) throws IOException {
    var rows = new ArrayList<List<String>>();
    rounds.forEach(
        (gateway, seen) ->
            rows.add(
                List.of(
                    gateway.name(),
                    spread(seen, Behaviour::leftOpen),
                    spread(seen, Behaviour::takenFromFlood),
                    spread(seen, Behaviour::cutsShownAsEnds),
                    spread(seen, Behaviour::resetsShownAsEnds),
                    spread(seen, Behaviour::exceptionsShownAsEnds))));
    return new Table(
        "behaviour",
        List.of(
            "between model and listener",
            "open 3 s after listeners left",
            "tokens let through to one who reads nothing, 3 s",
            "cut shown as an end",
            "torn shown as an end",
            "failure shown as an end"),
        rows,
        "Of %d streams each, but for the one who reads nothing. An end is shown to whoever gets a"
                .formatted(STREAMS)
            + " whole body with the last event of a whole answer and no word of a failure; Spring"
            + " AI's answers have no last event, a whole body is all that their end is known by."
            + " chat-service keeps an answer whose listener left, on purpose: it is stored, and the"
            + " listener may come back. A stop ends it at the model. Medians of the rounds, least"
            + " and most in parentheses.",
        Installed.versions());
  }

  private static String spread(List<Behaviour> rounds, ToDoubleFunction<Behaviour> figure) {
    return Spread.of(rounds, figure).cell(0);
  }
}
