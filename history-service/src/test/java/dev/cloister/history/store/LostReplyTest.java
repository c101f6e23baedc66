package dev.cloister.history.store;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The store does what it is told, but its reply does not arrive. */
@QuarkusTest
@Promise(6)
class LostReplyTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final DynamoDbClient client;

  LostReplyTest(DynamoDbClient client) {
    this.client = client;
  }

  @Test
  void aRepeatedTurnIsNotStoredTwice() {
    var body = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");
    loseReplyOf("transactWriteItems");
    assertThat(alice.internal("POST", session + "/turns", body).status()).isEqualTo(503);

    Reply again = alice.internal("POST", session + "/turns", body);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("outcome").asText()).isEqualTo("started");
    assertThat(again.json().get("firstTurn").asBoolean()).isTrue();
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(2);
  }

  @Test
  void aRepeatedEndKeepsItsObject() {
    String answer = alice.turn(session, "Hello");
    String path = session + "/answers/" + answer;
    String text = "x".repeat(400_000);
    var end = JSON.createObjectNode().put("status", "finished").put("text", text);
    loseReplyOf("updateItem");
    assertThat(alice.internal("PUT", path + "/end", end).status()).isEqualTo(503);

    assertThat(alice.internal("PUT", path + "/end", end).status()).isEqualTo(204);
    assertThat(alice.internal("GET", path, null).json().get("text").asText()).isEqualTo(text);
  }

  @Test
  void aDeletionMayBeRepeated() {
    alice.turn(session, "Hello");
    loseReplyOf("transactWriteItems");
    String path = "/v1/sessions/" + session;
    assertThat(alice.user("DELETE", path, null).status()).isEqualTo(503);
    assertThat(alice.user("DELETE", path, null).json().get("deleted").asBoolean()).isTrue();
    assertThat(alice.user("GET", path, null).json().isNull()).isTrue();
  }

  private void loseReplyOf(String operation) {
    var armed = new AtomicBoolean(true);
    DynamoDbClient real = behindTheProxy();
    var forgetful =
        (DynamoDbClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                  Object reply;
                  try {
                    reply = method.invoke(real, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                  if (method.getName().equals(operation) && armed.getAndSet(false)) {
                    throw SdkClientException.create("The connection was reset.");
                  }
                  return reply;
                });
    QuarkusMock.installMockForType(forgetful, DynamoDbClient.class);
  }

  /** The bean's proxy itself will lead to the forgetful client. */
  private DynamoDbClient behindTheProxy() {
    try {
      return (DynamoDbClient) client.getClass().getMethod("arc_contextualInstance").invoke(client);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
