package dev.cloister.edge.safety;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Promise(15)
class AccessLoggingTest {

  private static final String ENABLED = "quarkus.http.access-log.enabled";
  private static final String PATTERN = "quarkus.http.access-log.pattern";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // These three are names of patterns, and all of them have the query.
        "common",
        "combined",
        "long",
        "%h %{i,Authorization}",
        "%{i,authorization}",
        "${i,Authorization}",
        "%s \"%{i,X-Origin-Verify}\"",
        "%{i,Cookie}",
        "%{c,session}",
        "%{q,next_token}",
        "%{<q,next_token}",
        "%{ALL_REQUEST_HEADERS}",
        "%{REQUEST_LINE}",
        "%{BARE_QUERY_STRING}",
        "%{<QUERY_STRING}",
        "%{REQUEST_URL}",
        "%r",
        "%m %U",
        "%<r",
        "%<q",
        "%%%q",
        "%{o,Content-Disposition}",
        "%u",
        "%{ALL_REQUEST_HEADERS",
        "%{SOMETHING_OF_A_LATER_QUARKUS}"
      })
  void whatPeopleSendIsNotLogged(String pattern) {
    var settings = Map.of(ENABLED, "true", PATTERN, pattern);
    assertThatThrownBy(() -> Guards.with(settings).refuse())
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining(PATTERN + " is unsafe")
        .hasMessageContaining("add content-logging to cloister.unsafe.allow");
    assertThatCode(() -> Guards.with(settings, "content-logging").refuse())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%h %t %m %R %s %b %D",
        "100%% %{METHOD} %{REQUEST_PATH} %{RESPONSE_CODE}",
        "%{time,yyyy-MM-dd} %{o,X-Request-Id} %T",
        "nothing at all"
      })
  void whatSaysNothingOfThemIs(String pattern) {
    assertThatCode(() -> Guards.with(Map.of(ENABLED, "true", PATTERN, pattern)).refuse())
        .doesNotThrowAnyException();
  }

  @Test
  void theDefaultPatternHasTheQuery() {
    assertThatThrownBy(() -> Guards.with(Map.of(ENABLED, "on")).refuse())
        .hasMessageContaining(PATTERN + " is unsafe");
  }

  @Test
  void aPatternThatIsNotUsedIsHarmless() {
    assertThatCode(() -> Guards.with(Map.of(PATTERN, "long")).refuse()).doesNotThrowAnyException();
  }
}
