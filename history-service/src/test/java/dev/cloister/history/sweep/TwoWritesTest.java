package dev.cloister.history.sweep;

import static dev.cloister.history.Api.JSON;
import static dev.cloister.history.sweep.AtOnce.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Faulty;
import dev.cloister.history.Faulty.Fate;
import dev.cloister.history.LossyDynamo;
import dev.cloister.history.Place;
import dev.cloister.localcloud.testkit.LossyProxy;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whatever fails between an object and the item that points to it, in the end the two agree. */
@QuarkusTest
@Promise(9)
@TestProfile(AtOnce.class)
class TwoWritesTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final Place place = new Place(alice, session);
  private final String answer = Api.id();
  private final ObjectNode turn = Api.turnBody(answer, "q");
  private final Broom broom;

  TwoWritesTest(Broom broom) {
    this.broom = broom;
  }

  @ParameterizedTest
  @CsvSource({
    // The chore, the object, the item. Where there was a chore and no item, the sweep has taken the
    // attempt for dead.
    "putItem, LOSE_REQUEST, 201",
    "putItem, LOSE_REPLY, 409",
    "putObject, LOSE_REQUEST, 409",
    "putObject, LOSE_REPLY, 409",
    "transactWriteItems, LOSE_REQUEST, 409",
    "transactWriteItems, LOSE_REPLY, 201",
  })
  void ofAQuestion(String operation, Fate fate, int repeated) {
    turn.put("text", LARGE);
    assertThat(under(operation, fate, this::ask)).isEqualTo(503);
    nothingDangles();
    broom.sweepAll();
    nothingDangles();

    assertThat(ask()).isEqualTo(repeated);
    theTwoAgree();
  }

  @ParameterizedTest
  @CsvSource({
    // The chore, the object, the item.
    "putItem, LOSE_REQUEST",
    "putItem, LOSE_REPLY",
    "putObject, LOSE_REQUEST",
    "putObject, LOSE_REPLY",
    "updateItem, LOSE_REQUEST",
    "updateItem, LOSE_REPLY",
  })
  void ofACheckpoint(String operation, Fate fate) {
    ask();
    checkpoint(1, LARGE);
    assertThat(under(operation, fate, () -> checkpoint(2, LARGE + "2"))).isEqualTo(503);
    nothingDangles();
    broom.sweepAll();
    nothingDangles();

    assertThat(checkpoint(3, LARGE + "3")).isEqualTo(204);
    assertThat(read()).isEqualTo(LARGE + "3");
    assertThat(end(LARGE + "!")).isEqualTo(204);
    theTwoAgree();
    assertThat(read()).isEqualTo(LARGE + "!");
  }

  @ParameterizedTest
  @CsvSource({
    // The chore, the object, the item.
    "putItem, LOSE_REQUEST",
    "putItem, LOSE_REPLY",
    "putObject, LOSE_REQUEST",
    "putObject, LOSE_REPLY",
    "updateItem, LOSE_REQUEST",
    "updateItem, LOSE_REPLY",
  })
  void ofAnEnd(String operation, Fate fate) {
    ask();
    checkpoint(1, LARGE);
    assertThat(under(operation, fate, () -> end(LARGE + "!"))).isEqualTo(503);
    nothingDangles();
    broom.sweepAll();
    nothingDangles();

    assertThat(end(LARGE + "!")).isEqualTo(204);
    theTwoAgree();
    assertThat(read()).isEqualTo(LARGE + "!");
  }

  @Test
  void ofACheckpointThatTheSdkRepeats() throws IOException {
    ask();
    var lost = new AtomicInteger(1);
    try (var network = new LossyDynamo()) {
      network.decide(
          operation ->
              operation.equals("UpdateItem") && lost.getAndDecrement() > 0
                  ? LossyProxy.Fate.LOSE_REPLY
                  : LossyProxy.Fate.PASS);
      assertThat(checkpoint(1, LARGE)).isEqualTo(204);
    }
    assertThat(lost).hasNonPositiveValue();
    assertThat(read()).isEqualTo(LARGE);
  }

  private void nothingDangles() {
    assertThat(place.objects()).containsAll(place.pointers());
  }

  private void theTwoAgree() {
    broom.sweepAll();
    assertThat(place.objects()).isEqualTo(place.pointers());
  }

  private static int under(String operation, Fate fate, IntSupplier call) {
    try (var dynamo = new Faulty<>(DynamoDbClient.class);
        var s3 = new Faulty<>(S3Client.class)) {
      dynamo.decide(operation, fate);
      s3.decide(operation, fate);
      return call.getAsInt();
    }
  }

  private int ask() {
    return alice.internal("POST", session + "/turns", turn).status();
  }

  private int checkpoint(int revision, String text) {
    var body = JSON.createObjectNode().put("text", text).put("revision", revision);
    return alice.internal("PUT", session + "/answers/" + answer, body).status();
  }

  private int end(String text) {
    var body = JSON.createObjectNode().put("text", text).put("status", "finished");
    return alice.internal("PUT", session + "/answers/" + answer + "/end", body).status();
  }

  private String read() {
    Reply reply = alice.internal("GET", session + "/answers/" + answer, null);
    return reply.json().get("text").asText();
  }
}
