package dev.cloister.acceptance.containers;

import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The root of an image that is made of this machine's own files, because no registry of base images
 * may be in reach.
 */
record RootFolder(Path folder) {

  private static final Pattern LIBRARY =
      Pattern.compile("(?:=> |^\\s+)(/\\S+) \\(", Pattern.MULTILINE);

  static RootFolder empty() throws IOException {
    return new RootFolder(Files.createTempDirectory(RunningPlatform.target(), "root-"));
  }

  /** A Java runtime and what it is linked with, and nothing else. */
  static RootFolder ofJava() throws IOException, InterruptedException {
    RootFolder root = empty();
    Path java = root.folder.resolve("opt/java");
    Files.createDirectories(java.getParent());
    Command.run(
        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
        "--add-modules",
        "java.se,jdk.crypto.ec,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        java.toString());
    root.libraries(java.resolve("bin/java"));
    root.libraries(java.resolve("lib/server/libjvm.so"));
    for (String library : List.of("libnet.so", "libnio.so", "libzip.so", "libmanagement.so")) {
      root.libraries(java.resolve("lib").resolve(library));
    }
    return root;
  }

  /** What a native executable is linked with, without the executable. */
  static RootFolder ofLibraries(Path executable) throws IOException, InterruptedException {
    return empty().libraries(executable);
  }

  RootFolder program(Path file, String place) throws IOException, InterruptedException {
    copy(file, place);
    return libraries(file);
  }

  private RootFolder libraries(Path file) throws IOException, InterruptedException {
    for (String library :
        LIBRARY
            .matcher(Command.run("ldd", file.toString()))
            .results()
            .map(m -> m.group(1))
            .toList()) {
      if (!library.startsWith(folder.toString())) {
        copy(Path.of(library), library);
      }
    }
    return this;
  }

  private void copy(Path file, String place) throws IOException {
    Path to = folder.resolve(place.substring(1));
    Files.createDirectories(to.getParent());
    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    to.toFile().setExecutable(true, false);
  }

  /** Makes an image of it and returns its name. */
  String importInto(Podman podman, String name, String variable)
      throws IOException, InterruptedException {
    Path archive = folder.resolveSibling(folder.getFileName() + ".tar");
    Command.run("tar", "-C", folder.toString(), "-cf", archive.toString(), ".");
    podman.run("import", "--change", "ENV " + variable, archive.toString(), name);
    Files.delete(archive);
    return name;
  }
}
