package dev.cloister.localcloud.testkit.docs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that a module's {@code @ConfigMapping} interfaces have. */
public final class MappedSettings {

  private static final Path CLASSES = Path.of("target/classes");
  private static final String MARK = ConfigMapping.class.descriptorString();

  private MappedSettings() {}

  /** The names, in alphabetical order; those of maps by their unnamed key. */
  public static Set<String> ofThisModule() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(MappedSettings::isMapping)
          .flatMap(file -> names(load(file)))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Stream<String> names(Class<?> mapping) {
    return ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet().stream()
        .filter(name -> !name.contains("*"));
  }

  private static boolean isMapping(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(MARK);
    } catch (IOException e) {
      throw new IllegalStateException("unreadable: " + file, e);
    }
  }

  private static Class<?> load(Path file) {
    String path = CLASSES.relativize(file).toString();
    String name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    try {
      return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("not on the class path: " + name, e);
    }
  }
}
