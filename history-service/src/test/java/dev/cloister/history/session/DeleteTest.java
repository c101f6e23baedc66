package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Place;
import dev.cloister.history.store.Table;
import dev.cloister.history.sweep.DeletionMark;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeleteTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final Place place = new Place(alice, session);
  private final DeletionMark mark;
  private final Table table;

  DeleteTest(DeletionMark mark, Table table) {
    this.mark = mark;
    this.table = table;
  }

  @Test
  void aLongSessionLeavesNothing() {
    for (int i = 0; i < 500; i++) {
      alice.turn(session, "x".repeat(2500));
    }
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history"))
        .hasSize(1000);

    assertThat(delete().json().get("deleted").asBoolean()).isTrue();

    assertThat(alice.user("GET", "/v1/sessions", null).json()).isEmpty();
    await().untilAsserted(() -> assertThat(place.items()).isEmpty());
  }

  @Test
  void objectsGoWithTheirSession() {
    alice.turn(session, "Tell me all", "finished", "y".repeat(400_000));
    assertThat(place.objects()).hasSize(1);

    assertThat(delete().json().get("deleted").asBoolean()).isTrue();

    await()
        .untilAsserted(
            () -> {
              assertThat(place.objects()).isEmpty();
              assertThat(place.items()).isEmpty();
            });
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
    await().untilAsserted(() -> assertThat(place.items()).isEmpty());
  }

  @Test
  void aHalfDeletedSessionIsGoneForAll() {
    String answer = alice.turn(session, "Hello");
    // What a pod leaves that dies right after the first step.
    table.transact(List.of(mark.setting(place.key())));

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

    assertThat(place.items()).isNotEmpty();
    assertThat(delete().json().get("deleted").asBoolean()).isTrue();
  }

  @Test
  void deletingAllLeavesNone() {
    alice.turn(session, "Hello");
    String other = Api.id();
    alice.turn(other, "Hello");

    Reply reply = alice.user("DELETE", "/v1/sessions", null);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Reply.texts(reply.json(), "id")).containsExactlyInAnyOrder(session, other);
    assertThat(Reply.texts(reply.json(), "deleted")).containsOnly("true");
    assertThat(alice.user("DELETE", "/v1/sessions", null).json()).isEmpty();
    await().untilAsserted(() -> assertThat(place.items()).isEmpty());
  }

  @Test
  void aDeletedIdIsNotUsedAgain() {
    alice.turn(session, "Before");
    delete();
    await().untilAsserted(() -> assertThat(place.items()).isEmpty());

    var body = Api.turnBody(Api.id(), "After");
    assertThat(alice.internal("POST", session + "/turns", body).status()).isEqualTo(404);
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
  }

  @Test
  void nothingThatWasSaidStaysInTheMarkAndTheMarkExpires() {
    alice.turn(session, "A secret");
    delete();
    await().untilAsserted(() -> assertThat(place.header()).containsKey("expiresAt"));
    assertThat(place.header().toString()).contains("deleting").doesNotContain("secret");
  }

  @Test
  void writersAndADeletionDoNotHoldEachOtherUp() {
    alice.turn(session, "First");
    var statuses = new ConcurrentLinkedQueue<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        var body = Api.turnBody(Api.id(), "More");
        threads.submit(
            () -> statuses.add(alice.internal("POST", session + "/turns", body).status()));
      }
      threads.submit(() -> statuses.add(delete().status()));
    }
    assertThat(statuses).hasSize(9).containsOnlyOnce(200).isSubsetOf(200, 201, 404);
    await().untilAsserted(() -> assertThat(place.items()).isEmpty());
  }

  private Reply delete() {
    return alice.user("DELETE", "/v1/sessions/" + session, null);
  }
}
