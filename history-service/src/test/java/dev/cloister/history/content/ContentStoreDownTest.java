package dev.cloister.history.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Faulty;
import dev.cloister.history.Faulty.Fate;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@Promise(9)
class ContentStoreDownTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private Faulty<S3Client> bucket;

  @BeforeEach
  void nothingReachesTheBucket() {
    bucket = new Faulty<>(S3Client.class);
    bucket.decide(operation -> Fate.LOSE_REQUEST);
  }

  @AfterEach
  void connect() {
    bucket.close();
  }

  @Test
  void aSessionIsGoneAtOnceAlsoWhereItsObjectsAreNot() {
    alice.turn(session, "Hello");
    for (int i = 0; i < 2; i++) {
      Reply reply = alice.user("DELETE", "/v1/sessions/" + session, null);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("deleted").asBoolean()).isTrue();
    }
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
    assertThat(alice.user("DELETE", "/v1/sessions", null).json()).isEmpty();
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
}
