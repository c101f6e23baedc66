package dev.cloister.acceptance;

import java.nio.file.Path;
import java.util.List;

/**
 * In which form the services are run: as jars on the JVM, or, with the system property {@code
 * cloister.native}, as the executables that {@code ./cloister native} has built; with {@code
 * cloister.native.quick}, these may be quickly built ones.
 */
public final class Packaged {

  private static final boolean NATIVE = Boolean.getBoolean("cloister.native");

  private Packaged() {}

  /** Whether the executables are run. */
  public static boolean natively() {
    return NATIVE;
  }

  /** Whether executables that were built quickly will do. */
  public static boolean quickly() {
    return Boolean.getBoolean("cloister.native.quick");
  }

  /** What the launcher is told. */
  static List<String> options() {
    return NATIVE ? List.of("--native") : List.of();
  }

  /** One service by itself. */
  public static List<String> command(String service) {
    Path target = RunningPlatform.CHECKOUT.resolve(service).resolve("target");
    return NATIVE
        ? List.of(target.resolve(service + "-runner").toString(), "-Xmx192m")
        : List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "-jar",
            target.resolve("quarkus-app/quarkus-run.jar").toString());
  }
}
