package dev.cloister.acceptance.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A chart of this checkout, rendered by Helm itself.
 *
 * @param folder the chart
 * @param unhooked the same without marks of hooks, which the rendering library leaves out
 */
public record Chart(Path folder, Path unhooked) {

  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  public static Chart named(String name) {
    Path folder = Path.of("../helm", name).toAbsolutePath().normalize();
    try (Stream<Path> files = Files.walk(folder)) {
      Path copy = Files.createTempDirectory(Files.createDirectories(Path.of("target")), name);
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(folder.relativize(file));
        Files.createDirectories(to.getParent());
        Files.writeString(to, Files.readString(file).replace("helm.sh/hook", "was-hook"));
      }
      return new Chart(folder, copy.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The values of one supported way to install it. */
  Path scenario(String name) {
    return folder.resolve("ci").resolve(name + "-values.yaml");
  }

  List<String> scenarios() {
    try (Stream<Path> files = Files.list(folder.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("-values.yaml"))
          .map(name -> name.substring(0, name.length() - "-values.yaml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Helm helm() {
    return new Helm(folder);
  }

  /** What Helm writes, byte for byte. */
  String text(String scenario, Map<String, ?> more) {
    return text(scenario(scenario), more);
  }

  private String text(Path values, Map<String, ?> more) {
    TemplateCommand template =
        new Helm(unhooked)
            .template()
            .withName("cloister")
            .withNamespace("cloister")
            .withKubeVersion("1.33.0")
            .withValuesFile(values);
    more.forEach(template::set);
    String all = template.call();
    return all == null ? "" : all;
  }

  /** What Helm says once a scenario is installed, without a cluster. */
  String notes(String scenario, Map<String, ?> more) {
    InstallCommand install =
        new Helm(folder)
            .install()
            .clientOnly()
            .dryRun()
            .withName("cloister")
            .withNamespace("cloister")
            .withKubeVersion("1.33.0")
            .withValuesFile(scenario(scenario));
    more.forEach(install::set);
    return install.call().getOutput();
  }

  /** The objects of a scenario. */
  Manifests render(String scenario) {
    return render(scenario, Map.of());
  }

  /** The objects of a scenario with some values changed, each by its path. */
  public Manifests render(String scenario, Map<String, ?> more) {
    return objects(text(scenario, more));
  }

  /** The objects for values of one's own. */
  public Manifests render(Path values) {
    return objects(text(values, Map.of()));
  }

  private static Manifests objects(String text) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return new Manifests(documents.readAll().stream().filter(d -> !d.isEmpty()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
