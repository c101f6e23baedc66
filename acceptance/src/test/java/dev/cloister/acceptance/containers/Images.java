package dev.cloister.acceptance.containers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.acceptance.Packaged;
import dev.cloister.acceptance.RunningPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The three images in a registry, as {@code ./cloister image} makes them. */
record Images(LoopbackRegistry registry, String tag, Map<String, String> digests) {

  /** Pushes a base of this machine's files and returns its name. */
  static String base(Podman podman, LoopbackRegistry registry)
      throws IOException, InterruptedException {
    String base = registry.address() + "/base/" + (Packaged.natively() ? "native" : "jvm") + ":1";
    root().importInto(podman, base, "PATH=/opt/java/bin");
    podman.run("push", "--quiet", "--tls-verify=false", base);
    return base;
  }

  /** Builds and pushes them on that base. */
  static Images build(LoopbackRegistry registry, String base, String tag)
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
    if (Packaged.natively()) {
      command.add("--native");
    }
    // The build in the build has the same packages at hand.
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    Command.run(Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    var digests = new TreeMap<String, String>();
    for (String service : List.of("chat-service", "history-service", "feedback-service")) {
      digests.put(service, registry.digest("cloister/" + service, tag));
    }
    return new Images(registry, tag, digests);
  }

  private static RootFolder root() throws IOException, InterruptedException {
    return Packaged.natively()
        ? RootFolder.ofLibraries(Path.of(Packaged.command("history-service").getFirst()))
        : RootFolder.ofJava();
  }

  JsonNode configuration(String service) throws IOException, InterruptedException {
    return registry.configuration("cloister/" + service, tag);
  }
}
