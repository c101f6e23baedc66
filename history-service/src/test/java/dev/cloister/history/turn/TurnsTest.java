package dev.cloister.history.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TurnsTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @Test
  void theFirstTurnSaysSo() {
    Reply first = begin(Api.turnBody(Api.id(), "One"));
    Reply second = begin(Api.turnBody(Api.id(), "Two"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().get("outcome").asText()).isEqualTo("started");
    assertThat(first.json().get("firstTurn").asBoolean()).isTrue();
    assertThat(second.json().get("firstTurn").asBoolean()).isFalse();
  }

  @Promise(6)
  @Test
  void aRepeatOfTheSameCallFindsItsOwnTurn() {
    alice.turn(session, "Before", "finished", "Indeed");
    var body = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k").put("fingerprint", "f");
    Reply first = begin(body);
    Reply again = begin(body);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(contents()).containsExactly("Before", "Indeed", "Hello", "");
  }

  @Promise(6)
  @Test
  void anAnswerIdIsNotTakenTwice() {
    String answer = Api.id();
    begin(Api.turnBody(answer, "One"));
    Reply reply = begin(Api.turnBody(answer, "Two"));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(contents()).containsExactly("One", "");
  }

  @Promise(6)
  @Test
  void theSameKeyGivesTheFirstAnswer() {
    var first = keyed("key 1", "f");
    begin(first);
    Reply again = begin(keyed("key 1", "f"));
    assertThat(again.status()).isEqualTo(200);
    JsonNode replayed = again.json();
    assertThat(replayed.get("outcome").asText()).isEqualTo("replayed");
    assertThat(replayed.get("answerId")).isEqualTo(first.get("answerId"));
    assertThat(replayed.get("userMessageId")).isEqualTo(first.get("userMessageId"));
    assertThat(replayed.get("modelId")).isEqualTo(first.get("modelId"));
    assertThat(replayed.get("status").asText()).isEqualTo("streaming");
    assertThat(contents()).hasSize(2);
  }

  @Promise(6)
  @Test
  void theSameKeyForAnotherRequestIsAConflict() {
    begin(keyed("k", "one"));
    Reply reply = begin(keyed("k", "two"));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().get("type").asText())
        .isEqualTo("urn:cloister:problem:idempotency-conflict");
    assertThat(contents()).hasSize(2);
  }

  @Test
  void aKeyHoldsForOneSessionAndOnePerson() {
    begin(keyed("k", "one"));
    var body = keyed("k", "two");
    assertThat(alice.internal("POST", Api.id() + "/turns", body).status()).isEqualTo(201);
    assertThat(Api.somebody().internal("POST", session + "/turns", keyed("k", "two")).status())
        .isEqualTo(201);
  }

  @Promise(6)
  @Test
  void parallelCallsWithOneKeyBeginOneTurn() {
    var replies = new ConcurrentLinkedQueue<Reply>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        threads.submit(() -> replies.add(begin(keyed("k", "f"))));
      }
    }
    assertThat(replies).hasSize(16);
    assertThat(replies.stream().filter(r -> r.status() == 201)).hasSize(1);
    assertThat(replies.stream().filter(r -> r.status() == 200)).hasSize(15);
    assertThat(contents()).hasSize(2);
  }

  @Promise(8)
  @Test
  void manyWritersKeepOneOrderAndLoseNothing() {
    Set<String> sent = new TreeSet<>();
    var failed = new ConcurrentLinkedQueue<Reply>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < 32; writer++) {
        String text = "writer " + writer;
        sent.add(text + " a");
        sent.add(text + " b");
        threads.submit(
            () -> {
              for (String part : new String[] {" a", " b"}) {
                Reply reply = begin(Api.turnBody(Api.id(), text + part));
                if (reply.status() != 201) {
                  failed.add(reply);
                }
              }
            });
      }
    }
    assertThat(failed).isEmpty();

    JsonNode history = alice.user("GET", "/v1/sessions/" + session, null).json().get("history");

    assertThat(history).hasSize(128);
    var order = new ArrayList<String>();
    for (int i = 0; i < history.size(); i += 2) {
      assertThat(history.get(i).get("role").asText()).isEqualTo("user");
      assertThat(history.get(i + 1).get("role").asText()).isEqualTo("assistant");
      order.add(history.get(i).get("content").asText());
    }
    assertThat(order).containsExactlyInAnyOrderElementsOf(sent);
    for (int writer = 0; writer < 32; writer++) {
      assertThat(order.indexOf("writer " + writer + " a"))
          .isLessThan(order.indexOf("writer " + writer + " b"));
    }
  }

  private Reply begin(Object body) {
    return alice.internal("POST", session + "/turns", body);
  }

  private static ObjectNode keyed(String key, String fingerprint) {
    return Api.turnBody(Api.id(), "Hello")
        .put("idempotencyKey", key)
        .put("fingerprint", fingerprint);
  }

  private List<String> contents() {
    return Reply.texts(
        alice.user("GET", "/v1/sessions/" + session, null).json().get("history"), "content");
  }
}
