package dev.cloister.history.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A turn is given up by the call that began it, before a model was asked. */
@QuarkusTest
@Promise(6)
class AbandonTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final ObjectNode first = keyed("f");

  @Test
  void anAbandonedTurnShowsAsInterruptedAndIsLeftOutOfTheContext() {
    begin(first);
    abandon(first);

    assertThat(history().at("/1/metadata/status").asText()).isEqualTo("interrupted");
    assertThat(contents()).containsExactly("Hello", "");
    var next = begin(Api.turnBody(Api.id(), "Next").put("contextBytes", 1000));
    assertThat(next.json().get("context")).isEmpty();
  }

  @Test
  void theNextCallWithTheKeyGetsTheSameTurn() {
    alice.turn(session, "Before", "finished", "Indeed");
    begin(first);
    abandon(first);
    var second = keyed("f").put("contextBytes", 1000).put("modelId", "anthropic.test-model-2");
    Reply again = begin(second);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("outcome").asText()).isEqualTo("started");
    assertThat(again.json().get("firstTurn").asBoolean()).isFalse();
    assertThat(again.json().get("answerId")).isEqualTo(first.get("answerId"));
    assertThat(again.json().get("userMessageId")).isEqualTo(first.get("userMessageId"));
    assertThat(Reply.texts(again.json().get("context"), "text"))
        .containsExactly("Before", "Indeed");
    assertThat(end(first, "finished").status()).isEqualTo(204);
    assertThat(contents()).containsExactly("Before", "Indeed", "Hello", "The end");
    assertThat(history().at("/3/metadata/modelId").asText()).isEqualTo("anthropic.test-model-2");
    assertThat(begin(keyed("f")).json().get("status").asText()).isEqualTo("finished");
  }

  @Test
  void oneOfManyParallelCallsGetsIt() {
    begin(first);
    abandon(first);
    var replies = new ConcurrentLinkedQueue<Reply>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 32; i++) {
        threads.submit(() -> replies.add(begin(keyed("f"))));
      }
    }

    assertThat(replies).hasSize(32);
    assertThat(replies).extracting(r -> r.json().get("answerId")).containsOnly(id(first));
    assertThat(replies.stream().filter(r -> r.status() == 201)).hasSize(1);
    assertThat(replies.stream().filter(r -> r.status() == 200)).hasSize(31);
    assertThat(contents()).hasSize(2);
  }

  @Test
  void anAbandonmentThatComesLateDoesNotHarmTheOneWhoHasTheTurn() {
    begin(first);
    abandon(first);
    begin(keyed("f"));
    abandon(first);

    assertThat(begin(keyed("f")).json().get("outcome").asText()).isEqualTo("replayed");
    assertThat(end(first, "finished").status()).isEqualTo(204);
  }

  @Test
  void theOneWhoHasTheTurnCanRepeatItsCallAndGiveItUpAgain() {
    begin(first);
    abandon(first);
    var second = keyed("f");
    Reply got = begin(second);
    assertThat(begin(second).json()).isEqualTo(got.json());
    abandon(second);
    Reply third = begin(keyed("f"));

    assertThat(third.status()).isEqualTo(201);
    assertThat(third.json().get("answerId")).isEqualTo(id(first));
    assertThat(begin(second).status()).isEqualTo(409);
    assertThat(contents()).hasSize(2);
  }

  @Test
  void aCallThatArrivesAfterItsAbandonmentIsKeptOut() {
    abandon(first);
    assertThat(begin(first).status()).isEqualTo(409);
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
    assertThat(begin(keyed("f")).status()).isEqualTo(201);
    assertThat(contents()).hasSize(2);
  }

  @Test
  void aRepeatThatArrivesAfterItsAbandonmentDoesNotTakeTheTurnBack() {
    begin(first);
    abandon(first);
    assertThat(begin(first).status()).isEqualTo(409);
    assertThat(begin(keyed("f")).status()).isEqualTo(201);
    assertThat(begin(first).status()).isEqualTo(409);
    assertThat(contents()).hasSize(2);
  }

  @Test
  void abandonmentAndCallRacingLeaveTheKeyUsable() {
    for (int round = 0; round < 20; round++) {
      String key = Api.id();
      var one = keyed("f").put("idempotencyKey", key);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        threads.submit(() -> begin(one));
        threads.submit(() -> abandon(one));
      }
      Reply next = begin(keyed("f").put("idempotencyKey", key));
      assertThat(next.status()).isEqualTo(201);
      assertThat(contents()).hasSize(2 * round + 2);
    }
  }

  @Test
  void whatHasBeenAnsweredIsNotAbandoned() {
    begin(first);
    String answer = session + "/answers/" + first.get("answerId").asText();
    alice.internal("PUT", answer, "{\"text\":\"Half\",\"revision\":1}");
    abandon(first);
    assertThat(history().at("/1/metadata/status").asText()).isEqualTo("streaming");
    end(first, "failed");
    abandon(first);
    assertThat(history().at("/1/metadata/status").asText()).isEqualTo("failed");
    assertThat(begin(keyed("f")).json().get("outcome").asText()).isEqualTo("replayed");
  }

  @Test
  void theKeyStillStandsForItsRequestOnly() {
    begin(first);
    abandon(first);
    assertThat(begin(keyed("another")).status()).isEqualTo(409);
    assertThat(contents()).hasSize(2);
  }

  @Test
  void anAbandonedTurnOfADeletedSessionStaysAway() {
    begin(first);
    alice.user("DELETE", "/v1/sessions/" + session, null);
    abandon(first);
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
  }

  @Test
  void nobodyAbandonsAnothersTurn() {
    begin(first);
    var path = session + "/turns/" + first.get("answerId").asText() + "/abandoned";
    assertThat(Api.somebody().internal("PUT", path, null).status()).isEqualTo(204);
    assertThat(history().at("/1/metadata/status").asText()).isEqualTo("streaming");
  }

  private Reply begin(Object body) {
    return alice.internal("POST", session + "/turns", body);
  }

  private void abandon(ObjectNode turn) {
    String path = session + "/turns/" + turn.get("answerId").asText() + "/abandoned";
    assertThat(alice.internal("PUT", path, null).status()).isEqualTo(204);
  }

  private Reply end(ObjectNode turn, String status) {
    return alice.internal(
        "PUT",
        session + "/answers/" + turn.get("answerId").asText() + "/end",
        "{\"text\":\"The end\",\"status\":\"" + status + "\"}");
  }

  private static JsonNode id(ObjectNode turn) {
    return turn.get("answerId");
  }

  private static ObjectNode keyed(String fingerprint) {
    return Api.turnBody(Api.id(), "Hello")
        .put("idempotencyKey", "k")
        .put("fingerprint", fingerprint);
  }

  private JsonNode history() {
    return alice.user("GET", "/v1/sessions/" + session, null).json().get("history");
  }

  private List<String> contents() {
    return Reply.texts(history(), "content");
  }
}
