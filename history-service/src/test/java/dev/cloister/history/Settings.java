package dev.cloister.history;

import dev.cloister.history.store.HistoryConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Settings as the service would read them. */
public final class Settings {

  private Settings() {}

  /** These properties, the tests' bucket, and the defaults of all others. */
  public static HistoryConfig of(Map<String, String> properties) {
    var all = new HashMap<>(Map.of("cloister.history.bucket", "cloister-content"));
    all.putAll(properties);
    return read(all);
  }

  /** These properties, and the defaults of all others. */
  public static HistoryConfig read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(HistoryConfig.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(HistoryConfig.class);
  }
}
