package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a service is started: its packaged jar in a small JVM, or live from its sources. */
final class ServiceCommand {

  private static final List<String> SMALL_JVM = List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx256m");

  private ServiceCommand() {}

  static List<String> packaged(Service service, Path root) {
    Path jar = service.jar(root);
    if (!Files.exists(jar)) {
      throw new StartupFailure(
          service.label()
              + " is not built: "
              + jar
              + " is missing. ./cloister up builds it, and so does mvn install -DskipTests.");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(SMALL_JVM);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  static List<String> live(Service service, Map<String, String> environment) {
    return List.of(
        environment.getOrDefault("CLOISTER_MVN", "mvn"), "quarkus:dev", "-pl", service.label());
  }
}
