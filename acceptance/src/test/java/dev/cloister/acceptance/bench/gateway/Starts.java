package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.FirstAnswer;
import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Spread;
import dev.cloister.acceptance.bench.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What others cost whom nobody uses, as {@code footprint} says it of our services. */
public final class Starts implements Section {

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final String TOKEN = "token@";
  private static final int WARM = 100;
  private static final double MIB = 1024 * 1024;

  private record Round(double listensMs, double answersMs, double residentMib) {}

  @Override
  public String name() {
    return "starts";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "bench-");
    var rounds = new LinkedHashMap<String, List<Round>>();
    try (var upstream = Upstream.start()) {
      upstream.pace(Pace.burst(1));
      var peers = new Peers(upstream, work);
      warm(peers.direct());
      for (int i = 1; i <= run.rounds(); i++) {
        System.out.printf("  round %d of %d%n", i, run.rounds());
        for (Gateway.Start start :
            List.<Gateway.Start>of(peers::nginx, peers::portkey, peers::springAi)) {
          round(start, rounds);
        }
      }
    }
    out.accept(
        new Table(
            "starts",
            List.of("gateway", "listens after ms", "answers after ms", "resident idle MiB"),
            rounds.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList(),
            "It answers when the first question has a token of the stand-in's model. Idle is ten"
                + " seconds after it listens, in another start, with nothing asked. Medians of the"
                + " rounds, least and most in parentheses.",
            Installed.versions()));
  }

  /** The stand-in's own first answers take longer than others do. */
  private static void warm(Gateway direct) throws Exception {
    for (int i = 0; i < WARM; i++) {
      new FirstAnswer(direct.question().get(), TOKEN).ask(direct.port());
    }
  }

  private static void round(Gateway.Start start, Map<String, List<Round>> rounds) throws Exception {
    long begin = System.nanoTime();
    Optional<Gateway> started = start.start();
    if (started.isEmpty()) {
      return;
    }
    double listens = since(begin);
    double answers;
    try (Gateway gateway = started.get()) {
      new FirstAnswer(gateway.question().get(), TOKEN).ask(gateway.port());
      answers = since(begin);
    }
    rounds
        .computeIfAbsent(started.get().name(), name -> new ArrayList<>())
        .add(new Round(listens, answers, idle(start)));
  }

  private static double idle(Gateway.Start start) throws Exception {
    try (Gateway gateway = start.start().orElseThrow()) {
      Thread.sleep(IDLE);
      return gateway.resident() / MIB;
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / 1e6;
  }

  private static List<String> row(String name, List<Round> rounds) {
    return List.of(
        name,
        Spread.of(rounds, Round::listensMs).cell(0),
        Spread.of(rounds, Round::answersMs).cell(0),
        Spread.of(rounds, Round::residentMib).cell(1));
  }
}
