package dev.cloister.history.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Promise(9)
@TestProfile(ContentStoreDownTest.NoContentStore.class)
class ContentStoreDownTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @Test
  void whatCannotBeDeletedIsReportedAndCanBeDeletedAgain() {
    alice.turn(session, "Hello");
    for (int i = 0; i < 2; i++) {
      Reply reply = alice.user("DELETE", "/v1/sessions/" + session, null);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("deleted").asBoolean()).isFalse();
    }
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
    Reply all = alice.user("DELETE", "/v1/sessions", null);
    assertThat(Reply.texts(all.json(), "deleted")).containsExactly("false");
  }

  @Test
  void aLargeAnswerThatCannotBeStoredIsNotAcknowledged() {
    String answer = alice.turn(session, "Hello");
    String path = session + "/answers/" + answer;
    String large = "{\"text\":\"" + "x".repeat(400_000) + "\",\"revision\":1}";
    Reply reply = alice.internal("PUT", path, large);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfter()).isNotNull();
    assertThat(alice.internal("GET", path, null).json().get("text").asText()).isEmpty();
  }

  /** Nobody listens on port 1; the table is there from the other tests or made beside them. */
  public static class NoContentStore implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.create", "false",
          "quarkus.s3.endpoint-override", "http://127.0.0.1:1");
    }
  }
}
