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
  private static final Duration APART = Duration.ofMillis(25);
  private static final Duration SETTLING = Duration.ofSeconds(8);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
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
      all.addAll(listeners.ask(gateway, many - all.size(), APART));
      long deadline = System.nanoTime() + PATIENCE;
      while (open(all) < many && System.nanoTime() < deadline) {
        Thread.sleep(200);
      }
      Thread.sleep(SETTLING);
      long open = open(all);
      long resident = gateway.resident();
      row.add(String.format(Locale.ROOT, "%,d", open));
      row.add(String.format(Locale.ROOT, "%.1f", (resident - before) / KIB / Math.max(1, open)));
      row.add(mib(resident));
    }
    all.forEach(Listener::leave);
    return row;
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
        "Streams with a token every five seconds, asked for %d ms apart. What each takes is what was"
                .formatted(APART.toMillis())
            + " resident with all of them less what was before. chat-service stores these answers"
            + " at their beginning and end only.");
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.0f", bytes / KIB / KIB);
  }
}
