package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.LocalCloud;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The command as a person runs it: a process with output and an exit code. */
record Launched(Process process, Path output, Path root) implements AutoCloseable {

  static Launched run(Path root, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsqlite4java.library.path=" + System.getProperty("sqlite4java.library.path"),
                "-cp",
                System.getProperty("java.class.path"),
                LocalCloud.class.getName()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--root", root.toString()));
    Path output = Files.createTempFile(root, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().putAll(environment);
    return new Launched(builder.start(), output, root);
  }

  String says() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Properties endpoints() {
    Properties endpoints = new Properties();
    try (BufferedReader in =
        Files.newBufferedReader(root.resolve(".cloister/endpoints.properties"))) {
      endpoints.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return endpoints;
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("still running, having said:\n" + says());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
