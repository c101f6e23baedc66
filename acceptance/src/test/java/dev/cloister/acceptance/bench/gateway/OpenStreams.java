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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What an open stream takes of a gateway's memory, of many. Each gateway is started for it in each
 * round, alone, and asked until so many streams are open; more are added then.
 */
public final class OpenStreams implements Section {

  private static final List<Integer> MANY = List.of(1_000, 5_000);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int AT_A_TIME = 16;
  private static final Duration SETTLING = Duration.ofSeconds(8);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);
  private static final int WARM_STREAMS = 20;
  private static final int WARM_TOKENS = 200;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;

  /** So many streams open, and so many bytes resident with them. */
  private record Step(long open, long resident) {}

  /** One gateway in one round, without streams and with as many as {@link #MANY} says. */
  private record Seen(long before, List<Step> steps) {

    double kibEach(int step) {
      return (steps.get(step).resident() - before) / KIB / Math.max(1, steps.get(step).open());
    }
  }

  @Override
  public String name() {
    return "open-streams";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "bench-");
    var rounds = new LinkedHashMap<String, List<Seen>>();
    for (int i = 1; i <= run.rounds(); i++) {
      System.out.printf("  round %d of %d%n", i, run.rounds());
      round(Files.createDirectory(work.resolve("round-" + i)), run.natively(), rounds);
    }
    out.accept(table(rounds));
  }

  private static void round(Path work, boolean natively, Map<String, List<Seen>> rounds)
      throws Exception {
    try (var upstream = Upstream.start();
        var listeners = new Listeners()) {
      for (Gateway.Start start : starts(upstream, work, natively)) {
        var started = start.start();
        if (started.isPresent()) {
          try (Gateway gateway = started.get()) {
            rounds
                .computeIfAbsent(gateway.name(), name -> new ArrayList<>())
                .add(seen(gateway, upstream, listeners));
          }
        }
      }
    }
  }

  private static List<Gateway.Start> starts(Upstream upstream, Path work, boolean natively) {
    var peers = new Peers(upstream, work);
    var starts = new ArrayList<Gateway.Start>();
    starts.add(peers::nginx);
    starts.add(() -> Optional.of(Cloister.startToHoldStreams(upstream, work, false)));
    if (natively) {
      starts.add(() -> Optional.of(Cloister.startToHoldStreams(upstream, work, true)));
    }
    starts.add(peers::portkey);
    starts.add(peers::springAi);
    return starts;
  }

  private static Seen seen(Gateway gateway, Upstream upstream, Listeners listeners)
      throws Exception {
    System.out.printf("  %-24s warming up%n", gateway.name());
    Round.burst(gateway, upstream, listeners, WARM_STREAMS, WARM_TOKENS);
    upstream.pace(Pace.steady(EVERY));
    long before = gateway.resident();
    var steps = new ArrayList<Step>();
    var all = new ArrayList<Listener>();
    for (int many : MANY) {
      System.out.printf("  %-24s %,d streams%n", gateway.name(), many);
      open(many, all, gateway, listeners);
      Thread.sleep(SETTLING);
      steps.add(new Step(open(all), gateway.resident()));
      refused(all)
          .ifPresent(tail -> System.out.printf("  %-24s refused: %s%n", gateway.name(), tail));
    }
    all.forEach(Listener::leave);
    return new Seen(before, steps);
  }

  /**
   * Asks until so many are open, a few at a time: it is streams that are measured, not how many
   * questions a store on the same processors takes. Whoever is refused asks again.
   */
  private static void open(int many, List<Listener> all, Gateway gateway, Listeners listeners)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (open(all) < many && System.nanoTime() < deadline) {
      long waiting = all.stream().filter(l -> l.tokens() == 0 && !l.isOver()).count();
      long due = Math.min(AT_A_TIME, many - open(all)) - waiting;
      if (due > 0) {
        all.addAll(listeners.ask(gateway, (int) due, Duration.ZERO));
      }
      Thread.sleep(20);
    }
  }

  private static Optional<String> refused(List<Listener> all) {
    return all.stream().filter(l -> l.tokens() == 0 && l.isOver()).map(Listener::tail).findFirst();
  }

  private static long open(List<Listener> all) {
    return all.stream().filter(l -> l.tokens() > 0 && !l.isOver()).count();
  }

  private static Table table(Map<String, List<Seen>> rounds) throws IOException {
    var columns = new ArrayList<>(List.of("between model and listener", "resident before, MiB"));
    for (int many : MANY) {
      columns.addAll(List.of("open of %,d".formatted(many), "KiB each", "resident MiB"));
    }
    var rows = new ArrayList<List<String>>();
    rounds.forEach(
        (gateway, seen) -> {
          var row = new ArrayList<>(List.of(gateway, spread(seen, s -> s.before() / MIB, 0)));
          for (int i = 0; i < MANY.size(); i++) {
            int step = i;
            row.add(spread(seen, s -> s.steps().get(step).open(), 0));
            row.add(spread(seen, s -> s.kibEach(step), 1));
            row.add(spread(seen, s -> s.steps().get(step).resident() / MIB, 0));
          }
          rows.add(row);
        });
    return new Table(
        "open-streams",
        columns,
        rows,
        "Streams with a token every five seconds, opened %d at a time, at a gateway that is started"
                .formatted(AT_A_TIME)
            + " for it in each round. What each takes is what was resident with all of them less"
            + " what was before. chat-service stores these answers at their beginning and end only;"
            + " in 512 MiB is in a control group with that limit, which its pods have."
            + " Medians of the rounds, least and most in parentheses.",
        Installed.versions());
  }

  private static String spread(List<Seen> rounds, ToDoubleFunction<Seen> figure, int decimals) {
    return Spread.of(rounds, figure).cell(decimals);
  }
}
