package dev.cloister.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The packaged platform under the launcher. Ends when it is closed, or with this JVM. */
public record RunningPlatform(Process process, Path endpointsFile, Properties endpoints)
    implements AutoCloseable {

  public static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  /** How many messages a session of the shared platform takes. */
  static final int MOST_MESSAGES = 20;

  private static final int PATIENCE_SECONDS = 120;
  private static final String OPTIMIZE = "--optimize";

  private static RunningPlatform shared;

  /** One for all tests that do not stop it. */
  static synchronized RunningPlatform shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared =
          start(
              Files.createTempDirectory(target(), "platform-"),
              Map.of("CLOISTER_HISTORY_MAX_MESSAGES", "" + MOST_MESSAGES));
    }
    return shared;
  }

  /** Starts on whatever ports are free and returns when all is ready. */
  static RunningPlatform start(Path work) throws IOException, InterruptedException {
    return start(work, Map.of());
  }

  /** The same with more variables in the services' environment, and more options. */
  public static RunningPlatform start(Path work, Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    return start(List.of(), work, variables, options);
  }

  /** The same in one of the two forms, optimized as a cluster's pods are: for what is measured. */
  public static RunningPlatform optimized(
      Path work, Map<String, String> variables, boolean natively, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add(OPTIMIZE);
    if (natively) {
      all.add("--native");
    }
    return start(work, variables, all.toArray(String[]::new));
  }

  /** The same under a program that watches it, given as the beginning of the command. */
  static RunningPlatform start(
      List<String> watchedBy, Path work, Map<String, String> variables, String... options)
      throws IOException, InterruptedException {
    Path jar = CHECKOUT.resolve("local-cloud/server/target/local-cloud.jar");
    Path endpoints = work.resolve("endpoints.properties");
    Path output = work.resolve("output.log");
    List<String> command = new ArrayList<>(watchedBy);
    boolean soon = !List.of(options).contains(OPTIMIZE);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            soon ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
            "-Xmx192m",
            "-jar",
            jar.toString(),
            "up",
            "--ports",
            "auto",
            "--stop-with-stdin",
            "--docs",
            Path.of("src/test/resources/docs").toAbsolutePath().toString(),
            "--data",
            work.resolve("data").toString(),
            "--endpoints",
            endpoints.toString()));
    command.addAll(command.indexOf("up") + 1, Packaged.options());
    if (soon) {
      // No test waits for answers that nobody reads along.
      command.addAll(List.of("--pace", "5"));
    }
    command.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(endpoints)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroy();
        throw new AssertionError("the platform did not start:\n" + Files.readString(output));
      }
    }
    return new RunningPlatform(process, endpoints, read(endpoints));
  }

  private static Properties read(Path endpoints) throws IOException {
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(endpoints)) {
      properties.load(in);
    }
    return properties;
  }

  public static Path target() throws IOException {
    return Files.createDirectories(Path.of("target").toAbsolutePath());
  }

  public URI origin() {
    return url("origin");
  }

  public URI issuer() {
    return url("issuer");
  }

  public URI bedrock() {
    return url("bedrock");
  }

  /** The address of a part as the endpoints file names it. */
  public URI url(String part) {
    return URI.create(endpoints.getProperty(part));
  }

  /** Every port that the platform listens on. */
  Set<Integer> ports() {
    return endpoints.stringPropertyNames().stream()
        .map(endpoints::getProperty)
        .filter(value -> value.startsWith("http:"))
        .map(value -> URI.create(value).getPort())
        .collect(Collectors.toSet());
  }

  /** The service's process; where one that ended was replaced, the new one. */
  public ProcessHandle process(String service) throws IOException {
    String id = read(endpointsFile).getProperty(service + ".process");
    return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
  }

  /** Waits until the service says that it can serve. */
  public void awaitReady(String service) {
    awaitReady(url(service + ".management"));
  }

  /** Waits until the service with this management port says that it can serve. */
  public static void awaitReady(URI management) {
    HttpRequest ready = HttpRequest.newBuilder(management.resolve("/q/health/ready")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
          .ignoreExceptions()
          .until(() -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
    }
  }

  @Override
  public void close() {
    // Not the process that was started where that one watches it.
    ProcessHandle.of(Long.parseLong(endpoints.getProperty("process")))
        .ifPresent(ProcessHandle::destroy);
    process.onExit().join();
  }
}
