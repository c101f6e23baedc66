package dev.cloister.localcloud.devservice;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * The launcher as a child of this JVM, one for as long as the JVM lives: live reloads and test
 * profiles come with new class loaders, so what they share stands in a system property.
 */
final class LocalCloudProcess {

  private static final String RUNNING = "local-cloud.dev-service.endpoints";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private LocalCloudProcess() {}

  /** Whether this JVM has started one. */
  static boolean isRunning() {
    return System.getProperty(RUNNING) != null;
  }

  /**
   * The endpoints of the running local cloud, which is started if it is not.
   *
   * @param moduleFolder of the service; the launcher is looked for from here upwards
   * @param work folder for the endpoints file and the launcher's output
   * @param arguments for the launcher, after {@code up}
   */
  static synchronized Properties endpoints(Path moduleFolder, Path work, List<String> arguments)
      throws IOException, InterruptedException {
    String running = System.getProperty(RUNNING);
    if (running != null && Files.exists(Path.of(running))) {
      return read(Path.of(running));
    }
    Files.createDirectories(work);
    Path endpoints = work.resolve("endpoints.properties");
    Path output = work.resolve("output.log");
    Files.deleteIfExists(endpoints);
    Process process = start(launcher(moduleFolder), endpoints, output, arguments);
    awaitFile(process, endpoints, output);
    System.setProperty(RUNNING, endpoints.toString());
    return read(endpoints);
  }

  private static Process start(Path jar, Path endpoints, Path output, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                jar.toString(),
                "up",
                "--ports",
                "auto",
                "--stop-with-stdin",
                "--endpoints",
                endpoints.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            // The checkout: the launcher finds the other services from there.
            .directory(jar.resolve("../../../..").normalize().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    // A thread holds the process, and with it the pipe whose end tells the launcher to stop.
    Thread.ofPlatform().daemon().name("local-cloud").start(() -> outlive(process));
    return process;
  }

  private static void outlive(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitFile(Process process, Path endpoints, Path output)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(endpoints)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "The local cloud did not start:\n" + Files.readString(output));
      }
      if (System.nanoTime() > deadline) {
        process.destroy();
        throw new IllegalStateException(
            "The local cloud was not ready after "
                + PATIENCE.toSeconds()
                + " s:\n"
                + Files.readString(output));
      }
    }
  }

  private static Path launcher(Path moduleFolder) {
    for (Path folder = moduleFolder; folder != null; folder = folder.getParent()) {
      Path module = folder.resolve("local-cloud/server");
      if (Files.isDirectory(module)) {
        Path jar = module.resolve("target/local-cloud.jar");
        if (Files.exists(jar)) {
          return jar;
        }
        throw new IllegalStateException(
            jar + " is missing. Build it with mvn install -DskipTests or ./cloister up.");
      }
    }
    throw new IllegalStateException(
        "No local-cloud/server in or above "
            + moduleFolder
            + ". Set quarkus.cloister.dev-service.enabled=false to do without.");
  }

  private static Properties read(Path file) throws IOException {
    Properties endpoints = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      endpoints.load(reader);
    }
    return endpoints;
  }
}
