package dev.cloister.acceptance.containers;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A program of this machine. */
final class Command {

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private Command() {}

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }

  /** What of this has to be installed first; nothing where all is there. */
  static Optional<String> missing(List<String> programs) {
    List<String> missing = programs.stream().filter(p -> !isOnPath(p)).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("not installed: " + String.join(", ", missing));
  }

  /** Skips a test that has a reason, and prints it once: Surefire prints none of an assumption. */
  static void skip(String what, Optional<String> whyNot) {
    whyNot.ifPresent(
        reason -> {
          if (SAID.add(what)) {
            System.out.println(what + ": " + reason + ".");
          }
          abort(reason);
        });
  }

  /** What it said, once it has ended well. */
  static String run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ":\n" + said);
    }
    return said.strip();
  }

  static String run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), List.of(command));
  }
}
