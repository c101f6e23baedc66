package dev.cloister.acceptance;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a service costs that nobody uses: from the first instruction to readiness, and resident
 * memory ten seconds later. Each is started again beside the platform, with the same environment.
 * Needs Linux; no part of the tests.
 */
class FootprintBench {

  private static final int ROUNDS = 5;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  private record Round(double readyMillis, long cpuMillis, long residentKib) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void startAndIdle() throws Exception {
    try (RunningPlatform platform =
        RunningPlatform.start(Files.createTempDirectory(RunningPlatform.target(), "footprint-"))) {
      System.out.printf("%s, medians of %d%n", Packaged.natively() ? "native" : "JVM", ROUNDS);
      System.out.println("| service | ready after | CPU until then | resident when idle |");
      System.out.println("|---|---|---|---|");
      for (String service : SERVICES) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          rounds.add(round(platform, service));
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %.0f ms | %.0f ms | %.1f MiB |%n",
            service,
            median(rounds.stream().mapToDouble(Round::readyMillis).toArray()),
            median(rounds.stream().mapToDouble(Round::cpuMillis).toArray()),
            median(rounds.stream().mapToDouble(Round::residentKib).toArray()) / 1024);
      }
    }
  }

  private static double median(double... numbers) {
    Arrays.sort(numbers);
    return numbers[numbers.length / 2];
  }

  private Round round(RunningPlatform platform, String service) throws Exception {
    Path running = Path.of("/proc", String.valueOf(platform.process(service).pid()));
    ProcessBuilder again =
        new ProcessBuilder(strings(running.resolve("cmdline")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    again.environment().clear();
    again.environment().putAll(environment(running));
    int management = freePort();
    again.environment().put("QUARKUS_HTTP_PORT", String.valueOf(freePort()));
    again.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
    long begin = System.nanoTime();
    Process process = again.start();
    try {
      while (!isReady(ready)) {
        if (!process.isAlive()) {
          throw new AssertionError(service + " ended with " + process.exitValue());
        }
        Thread.sleep(1);
      }
      double millis = (System.nanoTime() - begin) / 1e6;
      long cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
      Thread.sleep(IDLE);
      return new Round(millis, cpu, resident(process.pid()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private boolean isReady(URI uri) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static long resident(long process) throws IOException {
    return Files.readAllLines(Path.of("/proc", String.valueOf(process), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  private static Map<String, String> environment(Path process) throws IOException {
    return strings(process.resolve("environ")).stream()
        .map(variable -> variable.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static List<String> strings(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("\0")).filter(s -> !s.isEmpty()).toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
