package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders of {@code k8s/}, built by the Kustomize that is in kubectl. */
final class Kustomize {

  static final Path FOLDER = Path.of("../k8s").toAbsolutePath().normalize();

  /** Older ones, such as that of kubectl 1.20, know neither targets of patches nor folders. */
  private static final int OLDEST = 5;

  private static final Pattern VERSION = Pattern.compile("Kustomize Version: v(\\d+)\\.");

  private Kustomize() {}

  /** Why nothing can be built here, or null. */
  static String missing() {
    try {
      Matcher version = VERSION.matcher(run("kubectl", "version", "--client"));
      return version.find() && Integer.parseInt(version.group(1)) >= OLDEST
          ? null
          : "kubectl is too old: it needs Kustomize 5, which came with 1.27";
    } catch (UncheckedIOException e) {
      return "kubectl is not installed";
    }
  }

  /** The objects of a folder. */
  static Manifests build(String folder) {
    String built = run("kubectl", "kustomize", FOLDER.resolve(folder).toString());
    try (var documents = Chart.YAML.readerFor(JsonNode.class).<JsonNode>readValues(built)) {
      return new Manifests(documents.readAll());
    } catch (IOException e) {
      throw new AssertionError(built, e);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
