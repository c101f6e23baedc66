package dev.cloister.localcloud;

import dev.cloister.localcloud.platform.Commands;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The command behind {@code ./cloister}. */
public final class LocalCloud {

  private LocalCloud() {}

  /** Arguments are those of {@code ./cloister up} and {@code ./cloister token}. */
  public static void main(String... arguments)
      throws IOException, InterruptedException, URISyntaxException {
    Path home =
        Path.of(LocalCloud.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (System.getProperty("sqlite4java.library.path") == null) {
      System.setProperty("sqlite4java.library.path", home.resolveSibling("lib").toString());
    }
    System.exit(new Commands(checkout(home)).run(arguments));
  }

  /** The folder above us that has the script in it, else where we are called. */
  private static Path checkout(Path home) {
    for (Path folder = home; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("cloister")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    return Path.of("").toAbsolutePath();
  }
}
