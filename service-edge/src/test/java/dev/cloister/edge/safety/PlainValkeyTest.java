package dev.cloister.edge.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Promise(15)
class PlainValkeyTest {

  private static final String HOSTS = "quarkus.redis.hosts";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "redis://localhost",
        "redis://[::1]:6379",
        "rediss://valkey:6379",
        "rediss://a:6379,rediss://b:6379",
        "unix:///run/valkey.sock"
      })
  void whatNobodyCanReadOnTheWayStarts(String hosts) {
    assertThatCode(() -> Guards.with(Map.of(HOSTS, hosts)).refuse()).doesNotThrowAnyException();
  }

  /** The client's hosts are the platform's URL, unless somebody says otherwise. */
  @Test
  void oneAddressIsToldOnce() {
    var settings =
        Map.of(HOSTS, "redis://valkey:6379", "cloister.streams.url", "redis://valkey:6379");
    assertThatThrownBy(() -> Guards.with(settings).refuse())
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .hasMessageContaining("cloister.streams.url is unsafe");
  }

  @Test
  void aPasswordIsNotTold() {
    var settings = Map.of(HOSTS, "redis://:canary@valkey:6379");
    assertThatThrownBy(() -> Guards.with(settings).refuse())
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
  }
}
