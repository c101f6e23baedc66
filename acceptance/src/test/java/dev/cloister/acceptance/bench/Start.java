package dev.cloister.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a process is started.
 *
 * @param command the program and its arguments
 * @param environment all of its environment
 */
public record Start(List<String> command, Map<String, String> environment) {

  /** As one was that runs. */
  public static Start like(long running) throws IOException {
    Path process = Path.of("/proc", String.valueOf(running));
    return new Start(
        strings(process.resolve("cmdline")),
        strings(process.resolve("environ")).stream()
            .map(variable -> variable.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  /** Another program with the same arguments. */
  Start of(Path executable) {
    var other = new ArrayList<>(command);
    other.set(0, executable.toString());
    return new Start(other, environment);
  }

  /** A service on these ports. It finds its tables: in production a service makes none. */
  public Start on(int port, int management) {
    var other = new HashMap<>(environment);
    other.replaceAll((name, value) -> name.endsWith("_CREATE") ? "false" : value);
    other.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    other.put("QUARKUS_MANAGEMENT_PORT", String.valueOf(management));
    return new Start(command, other);
  }

  /** With more variables. */
  public Start with(Map<String, String> more) {
    var other = new HashMap<>(environment);
    other.putAll(more);
    return new Start(command, other);
  }

  /** With arguments before all others, which a JVM and an executable take as their own. */
  public Start telling(List<String> more) {
    var other = new ArrayList<>(command);
    other.addAll(1, more);
    return new Start(other, environment);
  }

  /** Within so much memory. */
  public Start within(MemoryLimit limit) {
    return new Start(limit.around(command), environment);
  }

  /** Starts it; what it says is kept nowhere. */
  Process process() throws IOException {
    return process(ProcessBuilder.Redirect.DISCARD);
  }

  /** Starts it; what it says goes to that file. */
  public Process process(Path log) throws IOException {
    return process(ProcessBuilder.Redirect.to(log.toFile()));
  }

  private Process process(ProcessBuilder.Redirect output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static List<String> strings(Path file) throws IOException {
    return Arrays.stream(Files.readString(file).split("\0")).filter(s -> !s.isEmpty()).toList();
  }
}
