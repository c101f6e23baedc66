package dev.cloister.edge.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The effective configuration. Values that do not resolve are absent. */
final class Settings {

  /**
   * One property.
   *
   * @param name as it was given, for instance {@code QUARKUS_OIDC_AUTH_SERVER_URL}
   * @param form the same in lower case with dots for whatever separates: {@code
   *     quarkus.oidc.auth.server.url}
   */
  record Setting(String name, String form, String value) {}

  private final Config config;
  private final Map<String, List<String>> namesByForm = new TreeMap<>();

  Settings(Config config) {
    this.config = config;
    for (String name : config.getPropertyNames()) {
      namesByForm.computeIfAbsent(form(name), f -> new ArrayList<>(1)).add(name);
    }
  }

  Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class);
  }

  /** In any of the words that a setting may say it with: {@code yes} and {@code on} as well. */
  boolean isTrue(String name) {
    return config.getOptionalValue(name, Boolean.class).orElse(false);
  }

  /**
   * Every property of such a form that has a value, once, however many names it goes by. There are
   * thousands, and reading one takes a while: no other is read.
   */
  Stream<Setting> like(Pattern form) {
    return namesByForm.entrySet().stream()
        .filter(e -> form.matcher(e.getKey()).matches())
        .flatMap(
            e ->
                e.getValue().stream()
                    .flatMap(n -> setting(n, e.getKey()))
                    .reduce(Settings::dotted)
                    .stream());
  }

  private Stream<Setting> setting(String name, String form) {
    return value(name).map(v -> new Setting(name, form, v)).stream();
  }

  private static Setting dotted(Setting one, Setting other) {
    return one.name().contains(".") ? one : other;
  }

  private static String form(String name) {
    var form = new StringBuilder(name.length());
    boolean separated = false;
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean separates = !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9');
      if (!separates) {
        form.append(c);
      } else if (!separated) {
        form.append('.');
      }
      separated = separates;
    }
    return form.toString();
  }
}
