package dev.cloister.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryConfigTest {

  @Test
  void theDefaults() {
    HistoryConfig config = config(Map.of());
    assertThat(config.table()).isEqualTo("cloister-history");
    assertThat(config.bucket()).isEqualTo("cloister-content");
    assertThat(config.create()).isFalse();
    assertThat(config.spillThreshold().asLongValue()).isEqualTo(300 * 1024);
    assertThat(config.answerLease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.idempotencyRetention()).isEqualTo(Duration.ofHours(24));
    assertThat(config.workloads()).containsExactly("chat-service");
  }

  @Test
  void theNamesOfTheProperties() {
    HistoryConfig config =
        config(
            Map.of(
                "cloister.history.table", "t",
                "cloister.history.bucket", "b",
                "cloister.history.create", "true",
                "cloister.history.spill-threshold", "1K",
                "cloister.history.answer-lease", "PT5S",
                "cloister.history.idempotency-retention", "PT1H",
                "cloister.history.workloads", "one,two"));
    assertThat(config.table()).isEqualTo("t");
    assertThat(config.bucket()).isEqualTo("b");
    assertThat(config.create()).isTrue();
    assertThat(config.spillThreshold()).isEqualTo(new MemorySize(BigInteger.valueOf(1024)));
    assertThat(config.answerLease()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.idempotencyRetention()).isEqualTo(Duration.ofHours(1));
    assertThat(config.workloads()).containsExactly("one", "two");
  }

  private static HistoryConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(HistoryConfig.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(HistoryConfig.class);
  }
}
