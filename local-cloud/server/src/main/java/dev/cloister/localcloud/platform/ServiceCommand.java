package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a service is started: its packaged jar in a small JVM, its native executable, or live from
 * its sources.
 */
final class ServiceCommand {

  private static final String LARGEST_HEAP = "-Xmx256m";
  private static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-Xms32m", LARGEST_HEAP);

  /** Its first compiler alone: starting takes half the time, and serving many people more. */
  private static final String SOON = "-XX:TieredStopAtLevel=1";

  private ServiceCommand() {}

  static List<String> packaged(Service service, Path root, boolean optimize) {
    Path jar = service.jar(root);
    require(service, jar, "./cloister up builds it, and so does mvn install -DskipTests.");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(SMALL_JVM);
    if (!optimize) {
      command.add(SOON);
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  static List<String> executable(Service service, Path root) {
    Path executable = service.executable(root);
    require(service, executable, "./cloister native builds it.");
    return List.of(executable.toString(), LARGEST_HEAP);
  }

  private static void require(Service service, Path file, String remedy) {
    if (!Files.exists(file)) {
      throw new StartupFailure(
          service.label() + " is not built: " + file + " is missing. " + remedy);
    }
  }

  static List<String> live(Service service, Map<String, String> environment) {
    return List.of(
        environment.getOrDefault("CLOISTER_MVN", "mvn"), "quarkus:dev", "-pl", service.label());
  }
}
