package dev.cloister.history.sweep;

import static dev.cloister.history.sweep.AtOnce.LARGE;
import static dev.cloister.history.sweep.AtOnce.MOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.history.Api;
import dev.cloister.history.Place;
import dev.cloister.history.chore.Chore;
import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.store.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AtOnce.class)
class SweeperTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final Place place = new Place(alice, session);
  private final Sweeper sweeper;
  private final Broom broom;
  private final Chores chores;
  private final ContentStore contents;
  private final DeletionMark mark;
  private final Table table;
  private final MeterRegistry metrics;

  SweeperTest(
      Sweeper sweeper,
      Broom broom,
      Chores chores,
      ContentStore contents,
      DeletionMark mark,
      Table table,
      MeterRegistry metrics) {
    this.sweeper = sweeper;
    this.broom = broom;
    this.chores = chores;
    this.contents = contents;
    this.mark = mark;
    this.table = table;
    this.metrics = metrics;
  }

  @BeforeEach
  void nothingIsDue() {
    broom.sweepAll();
  }

  @Test
  void oneSweepDoesNoMoreThanItMay() {
    for (int i = 0; i < 2 * MOST + 1; i++) {
      leaveAnObject();
    }
    while (!place.objects().isEmpty()) {
      double before = done();
      sweeper.sweep();
      assertThat(done() - before).isBetween(1.0, (double) MOST);
    }
  }

  @Test
  void onePodSweepsAtATime() {
    leaveAnObject();
    broom.holdFor("another", Instant.now().plusSeconds(60));
    sweeper.sweep();
    assertThat(place.objects()).hasSize(1);

    broom.holdFor("another", Instant.now().minusSeconds(1)); // It has died.
    await()
        .untilAsserted(
            () -> {
              sweeper.sweep();
              assertThat(place.objects()).isEmpty();
            });
  }

  @Test
  void theLeaseIsRenewedAndGivenBack() {
    var one = new SweepLease(table);
    var other = new SweepLease(table);
    assertThat(one.take()).isTrue();
    assertThat(other.take()).isFalse();
    other.giveBack(); // It is not its own.
    assertThat(one.take()).isTrue();
    one.giveBack();
    assertThat(other.take()).isTrue();
    other.giveBack();
  }

  @Test
  void aRemovalThatBrokeOffIsBroughtToItsEnd() {
    alice.turn(session, "q", "finished", LARGE);
    // A pod that dies right after the mark.
    var removal = Due.at(Instant.now(), new Chore.Removal(place.key()));
    table.transact(List.of(mark.setting(place.key()), chores.adding(removal)));
    broom.sweepAll();

    assertThat(place.objects()).isEmpty();
    assertThat(place.items()).isEmpty();
    assertThat(place.header()).containsKey("expiresAt");
  }

  @Test
  void aRemovalWithoutAMarkTouchesNothing() {
    String answer = alice.turn(session, "q", "finished", LARGE);
    chores.add(Due.at(Instant.now(), new Chore.Removal(place.key())));
    broom.sweepAll();

    assertThat(
            alice.internal("GET", session + "/answers/" + answer, null).json().get("text").asText())
        .isEqualTo(LARGE);
  }

  private void leaveAnObject() {
    contents.store(place.key(), new MessageId(Api.id()), new MessageId(Api.id()), LARGE);
  }

  private double done() {
    return metrics.find("cloister.history.sweep").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }
}
