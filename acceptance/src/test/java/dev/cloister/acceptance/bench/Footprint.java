package dev.cloister.acceptance.bench;

import dev.cloister.acceptance.FreePorts;
import dev.cloister.acceptance.RunningPlatform;
import dev.cloister.localcloud.testkit.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a service costs that nobody uses: from its process' beginning to the first request that it
 * serves and to readiness, and resident memory ten seconds later; and, started once more, to the
 * first answer. Each is started again beside a platform that runs, with the same environment.
 */
final class Footprint implements Section {

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(1);
  private static final double MIB = 1024 * 1024;
  private static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  /** feedback-service's extensions without its code. */
  private static final String EXTENSIONS = "bare-extensions";

  /** The least that an executable costs; {@code ./cloister bench} builds them. */
  private static final List<String> FLOOR = List.of("bare-rest", EXTENSIONS);

  /**
   * @param answeredMs not a number where it has nothing to answer
   */
  private record Round(
      double servedMs, double readyMs, double answeredMs, double cpuMs, double residentMib) {}

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public void measure(Run run, Consumer<Table> out) throws Exception {
    var rows = new ArrayList<List<String>>();
    rows(false, run, rows);
    if (run.natively()) {
      rows(true, run, rows);
    }
    out.accept(
        new Table(
            "footprint",
            List.of(
                "service",
                "serves after ms",
                "ready after ms",
                "answers after ms",
                "CPU until then ms",
                "resident idle MiB",
                "executable MB"),
            rows,
            "A request is served when a connection is answered with any status; ready is when the"
                + " service says so, which needs the store, the issuer's keys and its own token; idle is"
                + " ten seconds later. Started once more and asked as soon as it is ready, it answers"
                + " when a person's question has a first token from the local cloud's model, or their"
                + " list of sessions or ratings comes."
                + " For comparison: bare-rest is Quarkus with quarkus-rest alone, bare-extensions"
                + " has feedback-service's extensions and settings; neither has code of its own but"
                + " for the one collection after the start."
                + " Medians of the rounds, least and most in parentheses."));
  }

  private static void rows(boolean natively, Run run, List<List<String>> rows) throws Exception {
    Path work = Files.createTempDirectory(RunningPlatform.target(), "footprint-");
    try (var platform = RunningPlatform.optimized(work, Map.of(), natively)) {
      var tokens = new Tokens(platform.issuer());
      for (String service : SERVICES) {
        var started =
            new Service(
                Start.like(platform.process(service).pid()),
                true,
                () -> FirstAnswer.of(service, tokens));
        rows.add(
            natively
                ? row(service + ", native", started, run, executable(service))
                : row(service + ", JVM", started, run, null));
      }
      if (natively) {
        floor(Start.like(platform.process("feedback-service").pid()), run, rows);
      }
    }
  }

  private static void floor(Start feedback, Run run, List<List<String>> rows) throws Exception {
    for (String bare : FLOOR) {
      Path executable = Path.of("src/bench", bare, "target", bare + "-runner").toAbsolutePath();
      if (Files.exists(executable)) {
        var started = new Service(feedback.of(executable), bare.equals(EXTENSIONS), null);
        rows.add(row(bare + ", native", started, run, executable));
      }
    }
  }

  /**
   * What is started.
   *
   * @param saysReady whether it has a management port that says when it is ready
   * @param first makes what it is asked first; null where it answers nothing
   */
  private record Service(Start start, boolean saysReady, Supplier<FirstAnswer> first) {}

  /**
   * @param executable null where it is a jar
   */
  private static List<String> row(String name, Service service, Run run, Path executable)
      throws Exception {
    System.out.printf("  %-24s %d times%n", name, run.rounds());
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < run.rounds(); i++) {
      rounds.add(round(service));
    }
    return List.of(
        name,
        Spread.of(rounds.stream().map(Round::servedMs).toList()).cell(0),
        service.saysReady() ? Spread.of(rounds.stream().map(Round::readyMs).toList()).cell(0) : "–",
        service.first() == null
            ? "–"
            : Spread.of(rounds.stream().map(Round::answeredMs).toList()).cell(0),
        Spread.of(rounds.stream().map(Round::cpuMs).toList()).cell(0),
        Spread.of(rounds.stream().map(Round::residentMib).toList()).cell(1),
        executable == null
            ? "–"
            : String.format(Locale.ROOT, "%.1f", Files.size(executable) / 1e6));
  }

  private static Path executable(String service) {
    return RunningPlatform.CHECKOUT.resolve(service + "/target/" + service + "-runner");
  }

  private static Round round(Service service) throws Exception {
    int port = FreePorts.inARow(2);
    int management = port + 1;
    long begin = System.nanoTime();
    Process process = service.start().on(port, management).process();
    try {
      double served = await(process, port, "/v1/", "HTTP/1.1 ", begin);
      double ready =
          service.saysReady()
              ? await(process, management, "/q/health/ready", "HTTP/1.1 200", begin)
              : served;
      var proc = new Proc(process.pid());
      double cpu = proc.cpu().toMillis();
      Thread.sleep(IDLE);
      double resident = proc.resident() / MIB;
      process.destroyForcibly().waitFor();
      return new Round(served, ready, answered(service), cpu, resident);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Another start: what is idle has answered nothing. */
  private static double answered(Service service) throws Exception {
    if (service.first() == null) {
      return Double.NaN;
    }
    int port = FreePorts.inARow(2);
    int management = port + 1;
    FirstAnswer first = service.first().get();
    long begin = System.nanoTime();
    Process process = service.start().on(port, management).process();
    try {
      await(process, management, "/q/health/ready", "HTTP/1.1 200", begin);
      first.ask(port);
      return (System.nanoTime() - begin) / 1e6;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Milliseconds until a request is answered so. */
  private static double await(Process process, int port, String path, String answer, long begin)
      throws Exception {
    while (!isAnswered(port, path, answer)) {
      if (!process.isAlive() || System.nanoTime() - begin > PATIENCE) {
        throw new IllegalStateException("a service did not start");
      }
      TimeUnit.MICROSECONDS.sleep(500);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static boolean isAnswered(int port, String path, String answer) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] head = socket.getInputStream().readNBytes(answer.length());
      return new String(head, StandardCharsets.US_ASCII).equals(answer);
    } catch (IOException e) {
      return false;
    }
  }
}
