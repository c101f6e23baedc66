package dev.cloister.acceptance.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.acceptance.Packaged;
import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The three images in a registry, as {@code ./cloister image} makes them. */
record Images(LoopbackRegistry registry, String tag, Map<String, String> digests) {

  static final List<String> SERVICES =
      List.of("chat-service", "history-service", "feedback-service");

  /** Pushes a base of this machine's files and returns its name. */
  static String base(Podman podman, LoopbackRegistry registry, boolean natively)
      throws IOException, InterruptedException {
    String base = registry.address() + "/base/" + (natively ? "native" : "jvm") + ":1";
    root(natively).importInto(podman, base, "PATH=/opt/java/bin");
    podman.run("push", "--quiet", "--tls-verify=false", base);
    return base;
  }

  /** Builds and pushes them on that base. */
  static Images build(LoopbackRegistry registry, String base, String tag, boolean natively)
      throws IOException, InterruptedException {
    return build(registry, base, tag, natively, packages());
  }

  /**
   * The same, with Maven's packages on the other side of the checkout where paths are sorted, as on
   * another machine.
   */
  static Images buildElsewhere(LoopbackRegistry registry, String base, String tag)
      throws IOException, InterruptedException {
    Path checkout = RunningPlatform.CHECKOUT;
    boolean before = packages().toString().compareTo(checkout.toString()) < 0;
    Path link = checkout.resolve(before ? "local-cloud" : "acceptance").resolve("target/packages");
    Files.deleteIfExists(Files.createDirectories(link.getParent()).resolve(link.getFileName()));
    Files.createSymbolicLink(link, packages());
    try {
      return build(registry, base, tag, Packaged.natively(), link);
    } finally {
      Files.delete(link);
    }
  }

  /** The build in the build has the same packages at hand. */
  private static Path packages() {
    String told = System.getProperty("maven.repo.local");
    return told == null
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(told).toAbsolutePath();
  }

  private static Images build(
      LoopbackRegistry registry, String base, String tag, boolean natively, Path packages)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                RunningPlatform.CHECKOUT.resolve("cloister").toString(),
                "image",
                "--registry",
                registry.address() + "/cloister",
                "--base",
                base,
                "--tag",
                tag));
    if (natively) {
      command.add("--native");
    }
    if (natively && Packaged.quickly()) {
      command.add("--quick");
    }
    command.add("-Dmaven.repo.local=" + packages);
    Command.run(Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    var digests = new TreeMap<String, String>();
    for (String service : SERVICES) {
      digests.put(service, registry.digest("cloister/" + service, tag));
    }
    return new Images(registry, tag, digests);
  }

  private static RootFolder root(boolean natively) throws IOException, InterruptedException {
    return natively
        ? RootFolder.ofLibraries(
            RunningPlatform.CHECKOUT.resolve("history-service/target/history-service-runner"))
        : RootFolder.ofJava();
  }

  /** What a registry keeps of the image, and a node fetches, in bytes. */
  long size(String service) throws IOException, InterruptedException {
    return registry.size("cloister/" + service, tag);
  }

  JsonNode configuration(String service) throws IOException, InterruptedException {
    return registry.configuration("cloister/" + service, tag);
  }
}
