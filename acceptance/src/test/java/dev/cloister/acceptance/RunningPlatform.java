package dev.cloister.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The packaged platform under the launcher. Ends when it is closed, or with this JVM. */
record RunningPlatform(Process process, Properties endpoints) implements AutoCloseable {

  static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final int PATIENCE_SECONDS = 120;

  private static RunningPlatform shared;

  /** One for all tests that do not stop it. */
  static synchronized RunningPlatform shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = start(Files.createTempDirectory(target(), "platform-"));
    }
    return shared;
  }

  /** Starts on whatever ports are free and returns when all is ready. */
  static RunningPlatform start(Path work) throws IOException, InterruptedException {
    Path jar = CHECKOUT.resolve("local-cloud/server/target/local-cloud.jar");
    Path endpoints = work.resolve("endpoints.properties");
    Path output = work.resolve("output.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
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
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(endpoints)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        process.destroy();
        throw new AssertionError("the platform did not start:\n" + Files.readString(output));
      }
    }
    Properties properties = new Properties();
    try (BufferedReader in = Files.newBufferedReader(endpoints)) {
      properties.load(in);
    }
    return new RunningPlatform(process, properties);
  }

  static Path target() throws IOException {
    return Files.createDirectories(Path.of("target").toAbsolutePath());
  }

  URI origin() {
    return url("origin");
  }

  URI issuer() {
    return url("issuer");
  }

  URI bedrock() {
    return url("bedrock");
  }

  private URI url(String part) {
    return URI.create(endpoints.getProperty(part));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
