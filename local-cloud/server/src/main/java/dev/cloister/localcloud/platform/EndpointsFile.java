package dev.cloister.localcloud.platform;

import dev.cloister.localcloud.StartupFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Where everything of a running platform listens, for other programs to read. */
final class EndpointsFile {

  private EndpointsFile() {}

  /** Written whole when all is ready, so whoever sees the file can use what it says. */
  static void write(Path file, Ports ports, String issuer, List<ServiceProcess> children)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Part part : Part.values()) {
      String url = part == Part.ISSUER ? issuer : ports.url(part);
      lines.append(part.label).append('=').append(url).append('\n');
    }
    lines.append("process=").append(ProcessHandle.current().pid()).append('\n');
    for (ServiceProcess child : children) {
      lines.append(child.label()).append(".process=").append(child.pid()).append('\n');
    }
    lines
        .append("processes=")
        .append(
            children.stream().map(c -> String.valueOf(c.pid())).collect(Collectors.joining(",")))
        .append('\n');
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "endpoints", ".part");
    Files.writeString(part, lines);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the file says, if the process that wrote it is still there. */
  static Properties readOfRunning(Path file) throws IOException {
    Properties endpoints = new Properties();
    if (Files.exists(file)) {
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        endpoints.load(reader);
      }
    }
    boolean running =
        endpoints.containsKey("process")
            && ProcessHandle.of(Long.parseLong(endpoints.getProperty("process")))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    if (!running) {
      throw new StartupFailure("Cloister is not running here. Start it with ./cloister up.");
    }
    return endpoints;
  }
}
