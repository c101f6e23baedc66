package dev.cloister.history.store;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.history.Settings;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigValidationException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryConfigTest {

  @Test
  void theDefaults() {
    HistoryConfig config = Settings.of(Map.of());
    assertThat(config.table()).isEqualTo("cloister-history");
    assertThat(config.create()).isFalse();
    assertThat(config.spillThreshold().asLongValue()).isEqualTo(300 * 1024);
    assertThat(config.answerLease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.idempotencyRetention()).isEqualTo(Duration.ofHours(24));
    assertThat(config.workloads()).containsExactly("chat-service");
    assertThat(config.response().sessions()).isEqualTo(1_000);
    assertThat(config.response().messages()).isEqualTo(1_000);
    assertThat(config.response().bytes().asLongValue()).isEqualTo(16 << 20);
    assertThat(config.sweep().interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.sweep().age()).isEqualTo(Duration.ofHours(1));
    assertThat(config.sweep().most()).isEqualTo(1_000);
  }

  @Test
  void aBucketHasToBeNamed() {
    assertThatThrownBy(() -> Settings.read(Map.of()))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("cloister.history.bucket is required");
  }

  @Test
  void theNamesOfTheProperties() {
    HistoryConfig config =
        Settings.of(
            Map.ofEntries(
                entry("cloister.history.table", "t"),
                entry("cloister.history.bucket", "b"),
                entry("cloister.history.create", "true"),
                entry("cloister.history.spill-threshold", "1K"),
                entry("cloister.history.answer-lease", "PT5S"),
                entry("cloister.history.idempotency-retention", "PT1H"),
                entry("cloister.history.workloads", "one,two"),
                entry("cloister.history.sweep.interval", "PT5M"),
                entry("cloister.history.sweep.age", "PT2H"),
                entry("cloister.history.sweep.most", "7"),
                entry("cloister.history.response.sessions", "2"),
                entry("cloister.history.response.messages", "3"),
                entry("cloister.history.response.bytes", "4K")));
    assertThat(config.table()).isEqualTo("t");
    assertThat(config.bucket()).isEqualTo("b");
    assertThat(config.create()).isTrue();
    assertThat(config.spillThreshold()).isEqualTo(new MemorySize(BigInteger.valueOf(1024)));
    assertThat(config.answerLease()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.idempotencyRetention()).isEqualTo(Duration.ofHours(1));
    assertThat(config.workloads()).containsExactly("one", "two");
    assertThat(config.response().sessions()).isEqualTo(2);
    assertThat(config.response().messages()).isEqualTo(3);
    assertThat(config.response().bytes().asLongValue()).isEqualTo(4096);
    assertThat(config.sweep().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.sweep().age()).isEqualTo(Duration.ofHours(2));
    assertThat(config.sweep().most()).isEqualTo(7);
  }
}
