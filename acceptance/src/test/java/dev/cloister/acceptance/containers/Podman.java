package dev.cloister.acceptance.containers;

import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * podman of this machine.
 *
 * @param configuration limits that also a machine with low ones of its own can give
 */
record Podman(Path configuration) {

  private static final List<String> NEEDED =
      List.of("podman", "runc", "docker-registry", "ldd", "tar");

  static Podman configured() throws IOException {
    Path configuration =
        Files.createTempDirectory(RunningPlatform.target(), "podman-").resolve("containers.conf");
    return new Podman(
        Files.writeString(
            configuration,
            """
            [containers]
            default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
            [engine]
            runtime = "runc"
            """));
  }

  String run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(arguments));
  }

  String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("podman"));
    command.addAll(arguments);
    return Command.run(Map.of("CONTAINERS_CONF", configuration.toString()), command);
  }

  /** Why no container runs here; nothing where one does. */
  Optional<String> whyNot() throws InterruptedException {
    Optional<String> missing = Command.missing(NEEDED);
    if (missing.isPresent()) {
      return missing;
    }
    try {
      RootFolder root = RootFolder.empty().program(Path.of("/bin/true"), "/bin/true");
      String image = root.importInto(this, "localhost/cloister-trial", "PATH=/bin");
      run("run", "--rm", "--network", "host", "--memory", "64m", image, "/bin/true");
      run("rmi", image);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("podman runs no container: " + e.getMessage());
    }
  }
}
