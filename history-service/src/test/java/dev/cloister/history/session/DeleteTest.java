package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.history.store.Values;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class DeleteTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final HistoryConfig config;

  DeleteTest(DynamoDbClient dynamo, S3Client s3, HistoryConfig config) {
    this.dynamo = dynamo;
    this.s3 = s3;
    this.config = config;
  }

  @Test
  void aLongSessionLeavesNothing() {
    for (int i = 0; i < 500; i++) {
      alice.turn(session, "x".repeat(2500));
    }
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history"))
        .hasSize(1000);

    assertThat(delete().json().get("deleted").asBoolean()).isTrue();

    assertThat(itemsLeft()).isZero();
    assertThat(alice.user("GET", "/v1/sessions", null).json()).isEmpty();
  }

  @Test
  void objectsGoWithTheirSession() {
    alice.turn(session, "Tell me all", "finished", "y".repeat(400_000));
    assertThat(objectsLeft()).isEqualTo(1);

    assertThat(delete().json().get("deleted").asBoolean()).isTrue();

    assertThat(objectsLeft()).isZero();
    assertThat(itemsLeft()).isZero();
  }

  @Test
  void aSessionThatNeverWasCountsAsDeleted() {
    Reply reply = delete();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("id").asText()).isEqualTo(session);
    assertThat(reply.json().get("deleted").asBoolean()).isTrue();
  }

  @Test
  void aDeletedSessionsAnswerIsGone() {
    String answer = alice.turn(session, "Hello");
    delete();
    String path = session + "/answers/" + answer;
    assertThat(alice.internal("PUT", path, "{\"text\":\"x\",\"revision\":1}").status())
        .isEqualTo(404);
    assertThat(
            alice
                .internal("PUT", path + "/end", "{\"text\":\"x\",\"status\":\"finished\"}")
                .status())
        .isEqualTo(404);
    assertThat(alice.internal("GET", path, null).status()).isEqualTo(404);
    assertThat(itemsLeft()).isZero();
  }

  @Test
  void aHalfDeletedSessionIsGoneForAllAndARepeatEndsIt() {
    String answer = alice.turn(session, "Hello");
    markAsDeleting();

    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
    assertThat(alice.user("GET", "/v1/sessions", null).json()).isEmpty();
    assertThat(alice.user("PATCH", "/v1/sessions/" + session, "{\"title\":\"x\"}").status())
        .isEqualTo(404);
    var body = Api.turnBody(Api.id(), "More");
    assertThat(alice.internal("POST", session + "/turns", body).status()).isEqualTo(404);
    assertThat(
            alice
                .internal("PUT", session + "/answers/" + answer, "{\"text\":\"x\",\"revision\":1}")
                .status())
        .isEqualTo(404);

    assertThat(itemsLeft()).isPositive();
    assertThat(delete().json().get("deleted").asBoolean()).isTrue();
    assertThat(itemsLeft()).isZero();
  }

  @Test
  void deletingAllTakesWhatIsHalfDeletedToo() {
    alice.turn(session, "Hello");
    markAsDeleting();
    String other = Api.id();
    alice.turn(other, "Hello");

    Reply reply = alice.user("DELETE", "/v1/sessions", null);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Reply.texts(reply.json(), "id")).containsExactlyInAnyOrder(session, other);
    assertThat(Reply.texts(reply.json(), "deleted")).containsOnly("true");
    assertThat(itemsLeft()).isZero();
    assertThat(alice.user("DELETE", "/v1/sessions", null).json()).isEmpty();
  }

  @Test
  void aDeletedIdCanBeUsedAgain() {
    alice.turn(session, "Before");
    delete();
    alice.turn(session, "After");
    assertThat(
            Reply.texts(
                alice.user("GET", "/v1/sessions/" + session, null).json().get("history"),
                "content"))
        .containsExactly("After", "");
  }

  private Reply delete() {
    return alice.user("DELETE", "/v1/sessions/" + session, null);
  }

  private SessionKey key() {
    return new SessionKey(new Subject(alice.subject()), new SessionId(session));
  }

  /** What a pod leaves that dies right after the first step of a deletion. */
  private void markAsDeleting() {
    dynamo.updateItem(
        b ->
            b.tableName(config.table())
                .key(SessionStore.headerKey(key()))
                .updateExpression("SET deleting = :now REMOVE updatedAt")
                .expressionAttributeValues(Map.of(":now", Values.n(1))));
  }

  private int itemsLeft() {
    return dynamo
        .query(
            b ->
                b.tableName(config.table())
                    .keyConditionExpression("PK = :pk")
                    .select(Select.COUNT)
                    .expressionAttributeValues(Map.of(":pk", Values.s(Keys.session(key())))))
        .count();
  }

  private int objectsLeft() {
    return s3.listObjectsV2(b -> b.bucket(config.bucket()).prefix(Keys.objects(key())))
        .contents()
        .size();
  }
}
