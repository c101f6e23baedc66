package dev.cloister.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedbackConfigTest {

  @Test
  void theDefaults() {
    FeedbackConfig config = config(Map.of());
    assertThat(config.table()).isEqualTo("cloister-feedback");
    assertThat(config.create()).isFalse();
    assertThat(config.reasons())
        .containsExactly("incorrect", "incomplete", "harmful", "off_topic", "too_slow", "other");
  }

  @Test
  void theNamesOfTheProperties() {
    FeedbackConfig config =
        config(
            Map.of(
                "cloister.feedback.table", "t",
                "cloister.feedback.create", "true",
                "cloister.feedback.reasons", "one,two"));
    assertThat(config.table()).isEqualTo("t");
    assertThat(config.create()).isTrue();
    assertThat(config.reasons()).containsExactly("one", "two");
  }

  private static FeedbackConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(FeedbackConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(FeedbackConfig.class);
  }
}
