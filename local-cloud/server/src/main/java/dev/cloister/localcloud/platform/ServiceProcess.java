package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One service as a child process. */
final class ServiceProcess {

  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final Duration SOME_TIME = Duration.ofSeconds(10);
  private static final int LAST_LINES = 15;

  /** A process that a signal has ended has this much more as its exit code. */
  private static final int BY_SIGNAL = 128;

  private final String label;
  private final Path log;
  private final ProcessBuilder builder;
  private final Process process;
  private final URI readiness;
  private final Instant born = Instant.now();
  private boolean wasReady;

  private ServiceProcess(String label, Path log, ProcessBuilder builder, URI readiness)
      throws IOException {
    this.label = label;
    this.log = log;
    this.builder = builder;
    this.readiness = readiness;
    this.process = builder.start();
    if (log != null) {
      process.getOutputStream().close();
    }
  }

  /**
   * Starts the command.
   *
   * @param log gets its output, or null where it talks to the terminal itself
   */
  static ServiceProcess start(
      String label,
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Path log,
      URI readiness)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    if (log == null) {
      builder.inheritIO();
    } else {
      Files.createDirectories(log.getParent());
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    }
    return new ServiceProcess(label, log, builder, readiness);
  }

  /** The same service in a new process. */
  ServiceProcess again() throws IOException {
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new ServiceProcess(label, log, builder, readiness);
  }

  /**
   * Whether starting it again is worth a try: it was ready, or ran for some time, or was killed.
   */
  boolean hasLived() {
    return wasReady
        || born.isBefore(Instant.now().minus(SOME_TIME))
        || process.exitValue() > BY_SIGNAL;
  }

  String label() {
    return label;
  }

  long pid() {
    return process.pid();
  }

  /** Completes when the process has ended, with whoever ended. */
  CompletableFuture<ServiceProcess> ended() {
    return process.onExit().thenApply(gone -> this);
  }

  /** Waits until the service says that it can serve. */
  void awaitReady(HttpClient http, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!answersReady(http)) {
      if (System.nanoTime() > deadline) {
        throw new StartupFailure(
            label + " was not ready after " + patience.toSeconds() + " s." + lastLines());
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new StartupFailure(whyItEnded());
      }
    }
    wasReady = true;
  }

  private boolean answersReady(HttpClient http) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What to tell when it ended and nobody asked it to. */
  String whyItEnded() {
    return label + " ended with exit code " + process.exitValue() + "." + lastLines();
  }

  private String lastLines() {
    if (log == null) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
      int from = Math.max(0, lines.size() - LAST_LINES);
      return "\nThe last lines of "
          + log
          + ":\n  "
          + String.join("\n  ", lines.subList(from, lines.size()));
    } catch (IOException e) {
      return "\nIts log " + log + " cannot be read.";
    }
  }

  /** Asks it to stop; {@link #awaitStopped} does not take no for an answer. */
  void askToStop() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  void awaitStopped() {
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
