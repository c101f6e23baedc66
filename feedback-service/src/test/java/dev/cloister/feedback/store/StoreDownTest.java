package dev.cloister.feedback.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api;
import dev.cloister.feedback.Api.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StoreDownTest.NoStore.class)
class StoreDownTest {

  private final Api alice = Api.somebody();

  @Test
  void nobodyGetsAnEmptyListOrANotFound() {
    var replies =
        List.of(
            alice.get(""),
            alice.get("/c3054a38-0535-3c8d-9d4e-5d135c2908ef"),
            alice.rate(Api.rating("m1")));
    for (Reply reply : replies) {
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.type()).startsWith("application/problem+json");
      assertThat(reply.retryAfter()).isEqualTo("2");
    }
  }

  /** Nobody listens on port 1. */
  public static class NoStore implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.feedback.create", "false",
          // Without it the SDK tries for some seconds.
          "quarkus.dynamodb.api-call-timeout", "500ms",
          "quarkus.dynamodb.endpoint-override", "http://127.0.0.1:1");
    }
  }
}
