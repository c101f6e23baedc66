package dev.cloister.acceptance.bench.gateway;

import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.acceptance.bench.Section;
import dev.cloister.acceptance.bench.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What an open stream takes of a gateway's memory, of many. Each gateway is started for it, alone,
 * and asked until so many streams are open; more are added then.
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

  /** Starts a gateway, where it is there. */
  private interface Start {
    Optional<Gateway> start() throws Exception;
  }

  @Override
  public String name() {
    return "open-streams";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "bench-");
    var rows = new ArrayList<List<String>>();
    try (var upstream = Upstream.start();
        var listeners = new Listeners()) {
      var peers = new Peers(upstream, work);
      var starts = new ArrayList<Start>();
      starts.add(peers::nginx);
      starts.add(() -> Optional.of(Cloister.startSeldomStored(upstream, work, false)));
      if (run.natively()) {
        starts.add(() -> Optional.of(Cloister.startSeldomStored(upstream, work, true)));
      }
      starts.add(peers::portkey);
      starts.add(peers::springAi);
      for (Start start : starts) {
        var started = start.start();
        if (started.isPresent()) {
          try (Gateway gateway = started.get()) {
            rows.add(row(gateway, upstream, listeners));
          }
        }
      }
    }
    out.accept(table(rows));
  }

  private static List<String> row(Gateway gateway, Upstream upstream, Listeners listeners)
      throws Exception {
    System.out.printf("  %-24s warming up%n", gateway.name());
    Round.burst(gateway, upstream, listeners, WARM_STREAMS, WARM_TOKENS);
    upstream.pace(Pace.steady(EVERY));
    long before = gateway.resident();
    var row = new ArrayList<>(List.of(gateway.name(), mib(before)));
    var all = new ArrayList<Listener>();
    for (int many : MANY) {
      System.out.printf("  %-24s %,d streams%n", gateway.name(), many);
      open(many, all, gateway, listeners);
      Thread.sleep(SETTLING);
      long open = open(all);
      long resident = gateway.resident();
      row.add(String.format(Locale.ROOT, "%,d", open));
      row.add(String.format(Locale.ROOT, "%.1f", (resident - before) / KIB / Math.max(1, open)));
      row.add(mib(resident));
      refused(all)
          .ifPresent(tail -> System.out.printf("  %-24s refused: %s%n", gateway.name(), tail));
    }
    all.forEach(Listener::leave);
    return row;
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

  private static Table table(List<List<String>> rows) {
    return new Table(
        "open-streams",
        List.of(
            "between model and listener",
            "resident before, MiB",
            "open of 1,000",
            "KiB each",
            "resident MiB",
            "open of 5,000",
            "KiB each",
            "resident MiB"),
        rows,
        "Streams with a token every five seconds, opened %d at a time. What each takes is what was"
                .formatted(AT_A_TIME)
            + " resident with all of them less what was before, each once. chat-service stores these"
            + " answers at their beginning and end only.");
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / KIB / KIB);
  }
}
