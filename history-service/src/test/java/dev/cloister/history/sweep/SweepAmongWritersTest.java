package dev.cloister.history.sweep;

import static dev.cloister.history.sweep.AtOnce.LARGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.Faulty;
import dev.cloister.history.Place;
import dev.cloister.localcloud.testkit.attack.Attack;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Sweeps that find everything old enough, while eight write and a tenth of all calls is lost. */
@QuarkusTest
@TestProfile(AtOnce.class)
class SweepAmongWritersTest {

  private static final int WRITERS = 8;
  private static final int TURNS = 3;
  private static final int PERCENT_LOST = 10;
  private static final Set<String> WRITES =
      Set.of(
          "updateItem", "transactWriteItems", "putItem", "deleteItem", "putObject", "deleteObject");

  /** What writes the item of an object. */
  private static final Set<String> ITEM = Set.of("updateItem", "transactWriteItems");

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final Place place = new Place(alice, session);
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private volatile Thread sweeps;
  private final Told told = new Told();
  private final Sweeper sweeper;
  private final Broom broom;

  SweepAmongWritersTest(Sweeper sweeper, Broom broom) {
    this.sweeper = sweeper;
    this.broom = broom;
  }

  @Attack(promise = 9, rounds = 2, atMost = 50)
  void noObjectGoesThatIsPointedToAndNoneStaysThatIsNot(int round) throws Exception {
    broom.free();
    var random = new SplittableRandom(round);
    try (var dynamo = new Faulty<>(DynamoDbClient.class);
        var s3 = new Faulty<>(S3Client.class);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      dynamo.decide(
          call -> {
            sweepBetweenTheTwoWrites(random, call);
            return fate(random, call);
          });
      s3.decide(call -> fate(random, call));
      Future<?> sweeping = threads.submit(this::sweepOn);
      var done = new ArrayList<Future<?>>();
      try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int w = 0; w < WRITERS; w++) {
          done.add(writers.submit(this::write));
        }
      }
      writing.set(false);
      for (Future<?> writer : done) {
        writer.get();
      }
      sweeping.get();
    }
    assertThat(place.objects()).containsAll(place.pointers());
    told.isTrue(history());

    place.letGo(); // Whoever was still at it has died long ago.
    broom.sweepAhead();
    assertThat(place.objects()).isEqualTo(place.pointers());
    told.isTrue(history());
  }

  private void write() {
    for (int i = 0; i < TURNS; i++) {
      String answer = Api.id();
      String asked = (i % 2 == 0 ? LARGE : "") + answer;
      String path = session + "/answers/" + answer;
      Reply turn = alice.internal("POST", session + "/turns", Api.turnBody(answer, asked));
      told.ofQuestion(asked, answer, turn.status());
      if (turn.status() == 201) {
        for (int revision = 1; revision <= 3; revision++) {
          send(path, answer, LARGE + revision, "\"revision\":" + revision);
        }
        send(path + "/end", answer, LARGE + "!", "\"status\":\"finished\"");
      }
    }
  }

  private void send(String path, String answer, String text, String rest) {
    String body = "{\"text\":\"" + text + "\"," + rest + "}";
    told.ofAnswer(answer, text, alice.internal("PUT", path, body).status());
  }

  private void sweepOn() {
    sweeps = Thread.currentThread();
    while (writing.get()) {
      try {
        sweeper.sweep();
      } catch (ProblemException e) {
        // The table was away; so it is the next time's.
      }
    }
  }

  /** The object is stored, its item is about to be. */
  private void sweepBetweenTheTwoWrites(SplittableRandom random, String call) {
    boolean writer = Thread.currentThread() != sweeps;
    if (writer && ITEM.contains(call) && chance(random, 50) && busy.compareAndSet(false, true)) {
      try {
        broom.sweepNewest(5);
      } catch (ProblemException e) {
        // The table was away.
      } finally {
        busy.set(false);
      }
    }
  }

  private JsonNode history() {
    return alice.user("GET", "/v1/sessions/" + session, null).json().get("history");
  }

  private static Faulty.Fate fate(SplittableRandom random, String call) {
    if (!WRITES.contains(call)) {
      return Faulty.Fate.PASS;
    }
    if (!chance(random, PERCENT_LOST)) {
      return Faulty.Fate.PASS;
    }
    return chance(random, 50) ? Faulty.Fate.LOSE_REQUEST : Faulty.Fate.LOSE_REPLY;
  }

  private static boolean chance(SplittableRandom random, int percent) {
    synchronized (random) {
      return random.nextInt(100) < percent;
    }
  }
}
