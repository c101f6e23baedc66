package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Tokens on their way through chat-service, beside nobody, nginx and others. */
public final class Gateways implements Section {

  static final int STREAMS = 50;
  static final Duration LENGTH = Duration.ofSeconds(10);
  static final int BURST_TOKENS = 2_000;
  private static final List<Integer> WARM_STREAMS = List.of(2, 10, 25, STREAMS, STREAMS);
  private static final double MIB = 1024 * 1024;

  /** What is taken of a gateway in each round. */
  private interface Measurement<T> {
    T of(Gateway gateway) throws Exception;
  }

  @Override
  public String name() {
    return "gateways";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "bench-");
    var gateways = new ArrayList<Gateway>();
    try (var upstream = Upstream.start();
        var listeners = new Listeners()) {
      try {
        start(gateways, upstream, work, run);
        for (Gateway gateway : gateways) {
          warm(gateway, upstream, listeners);
        }
        out.accept(
            tokens(
                "tokens",
                "Each of %d streams says a token every 20 ms for %d s after all have begun."
                    .formatted(STREAMS, LENGTH.toSeconds()),
                rounds(run, gateways, g -> Round.steady(g, upstream, listeners, STREAMS, LENGTH))));
        out.accept(
            tokens(
                "burst",
                ("Each of %d streams says %,d tokens as fast as they are taken; lateness is then"
                        + " mostly waiting in line.")
                    .formatted(STREAMS, BURST_TOKENS),
                rounds(
                    run,
                    gateways,
                    g -> Round.burst(g, upstream, listeners, STREAMS, BURST_TOKENS))));
        // Nobody between has no behaviour.
        List<Gateway> between = gateways.stream().filter(g -> !g.processes().isEmpty()).toList();
        out.accept(
            Behaviour.table(rounds(run, between, g -> Behaviour.of(g, upstream, listeners))));
      } finally {
        for (Gateway gateway : gateways) {
          gateway.close();
        }
      }
    }
  }

  private static void start(List<Gateway> gateways, Upstream upstream, Path work, Run run)
      throws Exception {
    var peers = new Peers(upstream, work);
    gateways.add(peers.direct());
    peers.nginx().ifPresent(gateways::add);
    gateways.add(Cloister.start(upstream, work, false));
    if (run.natively()) {
      gateways.add(Cloister.start(upstream, work, true));
    }
    peers.portkey().ifPresent(gateways::add);
    peers.springAi().ifPresent(gateways::add);
  }

  /** Few streams first: a cold store refuses many. */
  static void warm(Gateway gateway, Upstream upstream, Listeners listeners) throws Exception {
    progress(gateway, "warming up");
    for (int streams : WARM_STREAMS) {
      Round.burst(gateway, upstream, listeners, streams, BURST_TOKENS);
    }
    Round.steady(gateway, upstream, listeners, STREAMS, LENGTH.dividedBy(2));
  }

  private static <T> Map<Gateway, List<T>> rounds(
      Run run, List<Gateway> gateways, Measurement<T> measurement) throws Exception {
    var rounds = new LinkedHashMap<Gateway, List<T>>();
    gateways.forEach(gateway -> rounds.put(gateway, new ArrayList<>()));
    for (int i = 1; i <= run.rounds(); i++) {
      for (Gateway gateway : gateways) {
        progress(gateway, "round " + i + " of " + run.rounds());
        rounds.get(gateway).add(measurement.of(gateway));
      }
    }
    return rounds;
  }

  private static Table tokens(String name, String load, Map<Gateway, List<Round>> rounds)
      throws IOException {
    var rows = new ArrayList<List<String>>();
    rounds.forEach(
        (gateway, taken) -> {
          boolean nobody = gateway.processes().isEmpty();
          rows.add(
              List.of(
                  gateway.name(),
                  nobody ? "–" : spread(taken, Round::cpu, 1),
                  gateway.beside().isEmpty() ? "–" : spread(taken, Round::cpuBeside, 1),
                  spread(taken, r -> r.p50() / 1e3, 2),
                  spread(taken, r -> r.p95() / 1e3, 2),
                  spread(taken, r -> r.p99() / 1e3, 2),
                  spread(taken, r -> r.firstToken() / 1e3, 1),
                  spread(taken, Round::lost, 0),
                  spread(taken, Round::cut, 0),
                  nobody ? "–" : spread(taken, r -> r.resident() / MIB, 0)));
        });
    return new Table(
        name,
        List.of(
            "between model and listener",
            "CPU µs a token",
            "and beside it",
            "late p50 ms",
            "p95",
            "p99",
            "first token ms",
            "lost",
            "cut off",
            "resident MiB"),
        rows,
        load
            + " Lost are tokens of a round that the model had for its listeners and that never came;"
            + " cut off are streams that ended without the last event of a whole answer. Medians of"
            + " the rounds, least and most in parentheses.",
        Installed.versions());
  }

  private static String spread(List<Round> rounds, ToDoubleFunction<Round> figure, int decimals) {
    return Spread.of(rounds, figure).cell(decimals);
  }

  static void progress(Gateway gateway, String what) {
    System.out.printf("  %-24s %s%n", gateway.name(), what);
  }
}
