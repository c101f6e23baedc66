package dev.cloister.localcloud.testkit.docs;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pages are, seen from whatever module a test runs in. */
final class Repository {

  private Repository() {}

  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/settings.md"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("no docs/settings.md in this directory or above it");
      }
    }
    return directory;
  }
}
