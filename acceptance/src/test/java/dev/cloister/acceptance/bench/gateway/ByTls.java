package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.Table;
import dev.cloister.localcloud.testkit.LocalhostCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a token costs where the model is asked by TLS, as Bedrock always is, and where it is not.
 */
public final class ByTls implements Section {

  /** A gateway and the model that it asks. */
  private record Way(Gateway gateway, Upstream upstream) {}

  /** The same gateway under both loads. */
  private record Seen(Round steady, Round burst) {}

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "bench-");
    var certificate = LocalhostCertificate.make(work);
    var ways = new ArrayList<Way>();
    try (var plain = Upstream.start();
        var byTls = Upstream.startByTls(certificate);
        var listeners = new Listeners()) {
      try {
        start(ways, plain, byTls, certificate, work, run);
        for (Way way : ways) {
          Gateways.warm(way.gateway(), way.upstream(), listeners);
        }
        out.accept(table(rounds(run, ways, listeners)));
      } finally {
        ways.reversed().forEach(way -> way.gateway().close());
      }
    }
  }

  private static void start(
      List<Way> ways,
      Upstream plain,
      Upstream byTls,
      LocalhostCertificate certificate,
      Path work,
      Run run)
      throws Exception {
    new Peers(plain, work).nginx().ifPresent(nginx -> ways.add(new Way(nginx, plain)));
    new Peers(byTls, work)
        .nginxByTls(certificate.certificate())
        .ifPresent(nginx -> ways.add(new Way(nginx, byTls)));
    for (boolean natively : run.natively() ? List.of(false, true) : List.of(false)) {
      List<Gateway> both = Cloister.startBothWays(plain, byTls, certificate, work, natively);
      ways.add(new Way(both.getFirst(), plain));
      ways.add(new Way(both.getLast(), byTls));
    }
  }

  private static Map<Way, List<Seen>> rounds(Run run, List<Way> ways, Listeners listeners)
      throws Exception {
    var rounds = new LinkedHashMap<Way, List<Seen>>();
    for (int i = 1; i <= run.rounds(); i++) {
      for (Way way : ways) {
        Gateways.progress(way.gateway(), "round " + i + " of " + run.rounds());
        rounds
            .computeIfAbsent(way, none -> new ArrayList<>())
            .add(
                new Seen(
                    Round.steady(
                        way.gateway(),
                        way.upstream(),
                        listeners,
                        Gateways.STREAMS,
                        Gateways.LENGTH),
                    Round.burst(
                        way.gateway(),
                        way.upstream(),
                        listeners,
                        Gateways.STREAMS,
                        Gateways.BURST_TOKENS)));
      }
    }
    return rounds;
  }

  private static Table table(Map<Way, List<Seen>> rounds) throws IOException {
    var rows = new ArrayList<List<String>>();
    rounds.forEach(
        (way, seen) ->
            rows.add(
                List.of(
                    way.gateway().name(),
                    spread(seen, s -> s.steady().cpu(), 1),
                    spread(seen, s -> s.steady().p50() / 1e3, 2),
                    spread(seen, s -> s.steady().p99() / 1e3, 2),
                    spread(seen, s -> s.burst().cpu(), 1))));
    return new Table(
        "tls",
        List.of(
            "between model and listener",
            "CPU µs a token",
            "late p50 ms",
            "p99",
            "CPU µs a token in a hurry"),
        rows,
        ("Each of %d streams says a token every 20 ms for %d s; in a hurry, %,d tokens as fast as"
                + " they are taken. TLS is 1.3 and to the model only. nginx makes a connection for"
                + " each stream, chat-service keeps some. Medians of the rounds, least and most in"
                + " parentheses.")
            .formatted(Gateways.STREAMS, Gateways.LENGTH.toSeconds(), Gateways.BURST_TOKENS),
        Installed.versions().stream().filter(version -> version.startsWith("nginx")).toList());
  }

  private static String spread(List<Seen> rounds, ToDoubleFunction<Seen> figure, int decimals) {
    return Spread.of(rounds, figure).cell(decimals);
  }
}
