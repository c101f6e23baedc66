package dev.cloister.history.sweep;

import static dev.cloister.history.Faulty.Fate.LOSE_REPLY;
import static dev.cloister.history.Faulty.Fate.LOSE_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Faulty;
import dev.cloister.history.Faulty.Fate;
import dev.cloister.history.LossyDynamo;
import dev.cloister.history.Place;
import dev.cloister.localcloud.testkit.LossyProxy;
import dev.cloister.localcloud.testkit.attack.Attack;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What was sent for a question that never came is removed; what a question has stays. */
@QuarkusTest
@Promise(9)
@TestProfile(AttachmentReleaseTest.NotForLong.class)
class AttachmentReleaseTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final String id = Api.id();
  private final Place place = new Place(alice, session);
  private final Broom broom;

  AttachmentReleaseTest(Broom broom) {
    this.broom = broom;
  }

  /** Like {@link AtOnce}, also for attachments. */
  public static class NotForLong extends AtOnce {
    @Override
    public Map<String, String> getConfigOverrides() {
      var all = new HashMap<>(super.getConfigOverrides());
      all.put("cloister.history.attachments.unused", "0s");
      return all;
    }
  }

  @Test
  void whatNoQuestionHasGoesAndItsNameWithIt() {
    alice.attach(session, id, "private name.txt", "one");
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(place.items().toString()).doesNotContain("private name");
    assertThat(alice.file(session, id).statusCode()).isEqualTo(404);
    assertThat(ask()).isEqualTo(400);
    // The pod was only paused, and would write an item whose object is gone.
    assertThat(alice.attach(session, id, "private name.txt", "one").statusCode()).isEqualTo(409);
    assertThat(place.objects()).isEmpty();
  }

  @Test
  void whatAQuestionHasStays() {
    alice.attach(session, id, "a.txt", "one");
    assertThat(ask()).isEqualTo(201);
    broom.sweepAll();

    assertThat(alice.file(session, id).body()).isEqualTo("one");
    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    // The chore, the object, the item. Where there was a chore and no item, the sweep has kept the
    // id out.
    "putItem, LOSE_REQUEST, 201",
    "putItem, LOSE_REPLY, 409",
    "putObject, LOSE_REQUEST, 409",
    "putObject, LOSE_REPLY, 409",
    "updateItem, LOSE_REQUEST, 409",
    "updateItem, LOSE_REPLY, 409",
  })
  void whateverFailsNothingDanglesAndNothingStays(String operation, Fate fate, int repeated) {
    assertThat(under(operation, fate)).isEqualTo(503);
    assertThat(place.objects()).containsAll(place.pointers());
    broom.sweepAll();
    assertThat(place.objects()).isEqualTo(place.pointers()).isEmpty();

    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(repeated);
    assertThat(place.objects()).isEqualTo(place.pointers());
  }

  @Test
  void aRepeatAfterAFailureIsTheSameAttachment() {
    assertThat(under("updateItem", LOSE_REPLY)).isEqualTo(503);
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(200);
    assertThat(ask()).isEqualTo(201);
    broom.sweepAll();

    assertThat(alice.file(session, id).body()).isEqualTo("one");
  }

  @Test
  void aWriteThatTheSdkRepeatsKeepsItsObject() throws IOException {
    var lost = new AtomicInteger(1);
    try (var network = new LossyDynamo()) {
      network.decide(
          operation ->
              operation.equals("UpdateItem") && lost.getAndDecrement() > 0
                  ? LossyProxy.Fate.LOSE_REPLY
                  : LossyProxy.Fate.PASS);
      assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(201);
    }
    assertThat(lost).hasNonPositiveValue();
    assertThat(alice.file(session, id).body()).isEqualTo("one");
  }

  @Test
  void anObjectThatAnotherAttemptLeftGoesAndTheOthersStays() {
    try (var dynamo = new Faulty<>(DynamoDbClient.class)) {
      dynamo.decide("updateItem", LOSE_REQUEST);
      alice.attach(session, id, "a.txt", "one");
    }
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(201);
    assertThat(place.objects()).hasSize(2);
    assertThat(ask()).isEqualTo(201);
    broom.sweepAll();

    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
    assertThat(alice.file(session, id).body()).isEqualTo("one");
  }

  @Test
  void whatWasSentForADeletedSessionGoes() {
    alice.turn(session, "q");
    alice.attach(session, id, "a.txt", "one");
    alice.user("DELETE", "/v1/sessions/" + session, null);
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(place.items()).isEmpty();
  }

  /** The question gets it, or is refused; never does it get one that is gone. */
  @Attack(promise = 9, rounds = 10)
  void questionsThatComeWithTheSweep() {
    alice.attach(session, id, "a.txt", "one");
    var asked = CompletableFuture.supplyAsync(this::ask);
    broom.sweepAll();

    if (asked.join() == 201) {
      broom.sweepAll();
      assertThat(alice.file(session, id).body()).isEqualTo("one");
    } else {
      assertThat(asked.join()).isEqualTo(400);
      assertThat(alice.file(session, id).statusCode()).isEqualTo(404);
      assertThat(place.objects()).isEmpty();
    }
  }

  private int under(String operation, Fate fate) {
    try (var dynamo = new Faulty<>(DynamoDbClient.class);
        var s3 = new Faulty<>(S3Client.class)) {
      dynamo.decide(operation, fate);
      s3.decide(operation, fate);
      return alice.attach(session, id, "a.txt", "one").statusCode();
    }
  }

  private int ask() {
    ObjectNode turn = Api.turnBody(Api.id(), "q");
    turn.putArray("attachments").add(id);
    return alice.internal("POST", session + "/turns", turn).status();
  }
}
