package dev.cloister.history.sweep;

import static dev.cloister.history.Api.JSON;
import static dev.cloister.history.Faulty.Fate.LOSE_REQUEST;
import static dev.cloister.history.Faulty.Fate.PASS;
import static dev.cloister.history.sweep.AtOnce.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Faulty;
import dev.cloister.history.Place;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.MessageId;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What a pod leaves in the bucket that dies, pauses, or cannot remove what it has replaced. */
@QuarkusTest
@Promise(9)
@TestProfile(AtOnce.class)
class OrphanTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final Place place = new Place(alice, session);
  private final Broom broom;
  private final ContentStore contents;
  private final MeterRegistry metrics;

  OrphanTest(Broom broom, ContentStore contents, MeterRegistry metrics) {
    this.broom = broom;
    this.contents = contents;
    this.metrics = metrics;
  }

  @Test
  void anObjectWhoseTurnWasNeverBegunGoesAndItsAttemptIsKeptOut() {
    double before = removed();
    String attempt = Api.id();
    leave(Api.id(), attempt);
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(removed()).isEqualTo(before + 1);
    // The pod was only paused, and would go on with an object that is gone.
    assertThat(alice.internal("POST", session + "/turns", Api.turnBody(attempt, "q")).status())
        .isEqualTo(409);
  }

  @Test
  void anObjectThatAnEndedAnswerDoesNotPointToGoes() {
    String answer = alice.turn(session, "q", "finished", LARGE);
    leave(answer, answer);
    broom.sweepAll();

    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
    assertThat(read(answer)).isEqualTo(LARGE);
  }

  @Test
  void whatIsPointedToStays() {
    String ended = alice.turn(session, LARGE + "?", "finished", LARGE);
    String streaming = alice.turn(session, "q");
    checkpoint(streaming, LARGE + "…", 1);
    for (int i = 0; i < 3; i++) {
      broom.sweepAll();
    }

    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(3);
    assertThat(read(ended)).isEqualTo(LARGE);
    assertThat(read(streaming)).isEqualTo(LARGE + "…");
    assertThat(
            alice
                .user("GET", "/v1/sessions/" + session, null)
                .json()
                .at("/history/0/content")
                .asText())
        .isEqualTo(LARGE + "?");
  }

  @Test
  void nothingOfAStreamingAnswerGoesBeforeItsEnd() {
    String answer = alice.turn(session, "q");
    checkpoint(answer, LARGE, 1);
    leave(answer, answer); // Its item may be written any moment.
    broom.sweepAll();
    assertThat(place.objects()).hasSize(2);

    end(answer, LARGE + "!", 204);
    broom.sweepAll();
    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
    assertThat(read(answer)).isEqualTo(LARGE + "!");
  }

  @Test
  void whatCouldNotBeRemovedWhenItWasReplacedGoesLater() {
    String answer = alice.turn(session, "q");
    checkpoint(answer, LARGE, 1);
    broom.sweepAll();
    try (var s3 = new Faulty<>(S3Client.class)) {
      s3.decide("deleteObject", LOSE_REQUEST);
      end(answer, "", 204);
    }
    assertThat(place.objects()).hasSize(1);
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(read(answer)).isEmpty();
  }

  @Test
  void aPodThatDiedInMidAnswerLeavesWhatItHadStoredAndNoMore() {
    String answer = alice.turn(session, "q");
    checkpoint(answer, LARGE, 1);
    leave(answer, answer);
    place.letGo();
    broom.sweepAll();

    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
    assertThat(read(answer)).isEqualTo(LARGE);
    // It was only paused, and would point to the object that is gone.
    end(answer, LARGE + "late", 409);
    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
    assertThat(read(answer)).isEqualTo(LARGE);
  }

  @Test
  void whatWasStoredForADeletedSessionGoes() {
    String answer = alice.turn(session, "q");
    alice.user("DELETE", "/v1/sessions/" + session, null);
    broom.sweepAll();
    leave(answer, answer);
    leave(Api.id(), Api.id());
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(place.items()).isEmpty();
  }

  /** Its pod was paused between the chore of looking at it and the object itself. */
  @Test
  void anObjectThatCameAfterItWasLookedForGoesAllTheSame() {
    try (var s3 = new Faulty<>(S3Client.class)) {
      s3.decide(
          call ->
              switch (call) {
                case "putObject" -> {
                  broom.sweepAll();
                  yield PASS;
                }
                case "deleteObject" -> LOSE_REQUEST;
                default -> PASS;
              });
      var turn = Api.turnBody(Api.id(), LARGE);
      assertThat(alice.internal("POST", session + "/turns", turn).status()).isEqualTo(409);
    }
    assertThat(place.objects()).hasSize(1);

    broom.sweepAhead();

    assertThat(place.objects()).isEmpty();
  }

  @Test
  void whatCannotBeRemovedIsTriedAgain() {
    leave(Api.id(), Api.id());
    double before = count("failed");
    try (var s3 = new Faulty<>(S3Client.class)) {
      s3.decide("deleteObject", LOSE_REQUEST);
      broom.sweepAll();
    }
    assertThat(count("failed")).isEqualTo(before + 1);
    assertThat(place.objects()).hasSize(1);
  }

  /** What a pod leaves that dies right after it has stored an object. */
  private void leave(String message, String attempt) {
    contents.store(place.key(), new MessageId(message), new MessageId(attempt), LARGE + "left");
  }

  private void checkpoint(String answer, String text, int revision) {
    var body = JSON.createObjectNode().put("text", text).put("revision", revision);
    assertThat(alice.internal("PUT", session + "/answers/" + answer, body).status()).isEqualTo(204);
  }

  private void end(String answer, String text, int status) {
    var body = JSON.createObjectNode().put("text", text).put("status", "finished");
    assertThat(alice.internal("PUT", session + "/answers/" + answer + "/end", body).status())
        .isEqualTo(status);
  }

  private String read(String answer) {
    return alice.internal("GET", session + "/answers/" + answer, null).json().get("text").asText();
  }

  private double removed() {
    return count("removed");
  }

  private double count(String outcome) {
    return metrics.counter("cloister.history.sweep", "what", "object", "outcome", outcome).count();
  }
}
