package dev.cloister.edge.safety;

import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The effective configuration. Values that do not resolve are absent. */
record Settings(Config config) {

  /**
   * One property.
   *
   * @param name as it was given, for instance {@code QUARKUS_OIDC_AUTH_SERVER_URL}
   * @param form the same in lower case with dots for whatever separates: {@code
   *     quarkus.oidc.auth.server.url}
   */
  record Setting(String name, String form, String value) {}

  Optional<String> value(String name) {
    return config.getOptionalValue(name, String.class);
  }

  boolean isTrue(String name) {
    return value(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** Every property that has a value, once, however many names it goes by. */
  Stream<Setting> all() {
    var byForm = new TreeMap<String, Setting>();
    for (String name : config.getPropertyNames()) {
      String form = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
      value(name).ifPresent(v -> byForm.merge(form, new Setting(name, form, v), Settings::dotted));
    }
    return byForm.values().stream();
  }

  private static Setting dotted(Setting one, Setting other) {
    return one.name().contains(".") ? one : other;
  }
}
