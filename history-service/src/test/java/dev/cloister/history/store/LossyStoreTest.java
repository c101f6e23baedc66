package dev.cloister.history.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.LossyDynamo;
import dev.cloister.localcloud.testkit.LossyProxy.Fate;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between this service and DynamoDB lies a network that loses what it likes. */
@QuarkusTest
@Promise(6)
class LossyStoreTest {

  private static final String TRANSACTION = "TransactWriteItems";

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private LossyDynamo network;

  @BeforeEach
  void connect() throws IOException {
    network = new LossyDynamo();
  }

  @AfterEach
  void disconnect() {
    network.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"LOSE_REQUEST", "LOSE_REPLY", "HOLD_REPLY", "FAIL_REPLY"})
  void aTurnWhoseStorageWasNotConfirmedIsStoredOnce(Fate fate) {
    var lost = new AtomicInteger(1);
    network.decide(
        operation ->
            operation.equals(TRANSACTION) && lost.getAndDecrement() > 0 ? fate : Fate.PASS);
    var body = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");

    assertThat(alice.internal("POST", session + "/turns", body).status()).isEqualTo(201);
    assertThat(lost).hasNonPositiveValue();
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(2);
  }

  @Test
  void anAbandonedTurnThatIsBegunAgainIsTheSameWhereTheReplyIsLost() {
    var first = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");
    alice.internal("POST", session + "/turns", first);
    abandon(first.get("answerId").asText());
    network.decide(operation -> operation.equals(TRANSACTION) ? Fate.HOLD_REPLY : Fate.PASS);
    var second = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");

    assertThat(alice.internal("POST", session + "/turns", second).status()).isEqualTo(503);
    network.decide(operation -> Fate.PASS);
    Reply again = alice.internal("POST", session + "/turns", second);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("answerId")).isEqualTo(first.get("answerId"));
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(2);
  }

  /** Who has two things to wait for waits for the longer one only. */
  @Test
  void aSessionAndItsMessagesAreReadAtTheSameTime() {
    alice.turn(session, "Hello");
    var asked = new CountDownLatch(2);
    var alone = new AtomicBoolean();
    network.decide(
        operation -> {
          asked.countDown();
          if (!reached(asked)) {
            alone.set(true);
          }
          return Fate.PASS;
        });

    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(2);
    assertThat(alone).isFalse();
  }

  /** What comes between the two reads pushes nothing out of the page. */
  @Test
  void aTurnThatComesBetweenLeavesThePageWhole() {
    alice.turn(session, "Hello");
    var headerAsked = new CountDownLatch(1);
    var once = new AtomicBoolean(true);
    network.decide(
        operation -> {
          if (operation.equals("GetItem")) {
            headerAsked.countDown();
          } else if (operation.equals("Query") && once.getAndSet(false)) {
            reached(headerAsked);
            alice.turn(session, "And then?");
          }
          return Fate.PASS;
        });

    var page = alice.user("GET", "/v1/sessions/" + session + "?limit=1", null).json();
    assertThat(once).isFalse();
    assertThat(page.path("history")).hasSize(1);
    assertThat(page.path("next_token").asText()).isNotEmpty();
  }

  private static boolean reached(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void anAbandonmentMayBeRepeated() {
    String answer = alice.turn(session, "Hello");
    network.decide(operation -> operation.equals("UpdateItem") ? Fate.HOLD_REPLY : Fate.PASS);
    String path = session + "/turns/" + answer + "/abandoned";
    assertThat(alice.internal("PUT", path, null).status()).isEqualTo(503);
    network.decide(operation -> Fate.PASS);
    assertThat(alice.internal("PUT", path, null).status()).isEqualTo(204);
    assertThat(
            alice
                .user("GET", "/v1/sessions/" + session, null)
                .json()
                .at("/history/1/metadata/status")
                .asText())
        .isEqualTo("interrupted");
  }

  @Test
  void thirtyTwoCallsWithOneKeyStoreOneTurnWhateverIsLost() {
    var count = new AtomicInteger();
    network.decide(
        operation ->
            operation.equals(TRANSACTION) && count.incrementAndGet() % 2 == 1
                ? Fate.LOSE_REPLY
                : Fate.PASS);
    var replies = new ConcurrentLinkedQueue<Reply>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        var body =
            Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");
        threads.submit(() -> replies.add(untilTold(body)));
      }
    }
    assertThat(replies).hasSize(32);
    assertThat(replies.stream().filter(r -> r.status() == 201)).hasSize(1);
    assertThat(replies).extracting(r -> r.json().get("answerId")).doesNotContainNull();
    assertThat(replies.stream().map(r -> r.json().get("answerId")).distinct()).hasSize(1);
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(2);
  }

  private Reply untilTold(Object body) {
    Reply reply;
    do {
      reply = alice.internal("POST", session + "/turns", body);
    } while (reply.status() == 503);
    return reply;
  }

  private void abandon(String answer) {
    alice.internal("PUT", session + "/turns/" + answer + "/abandoned", null);
  }
}
