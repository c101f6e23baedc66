package dev.cloister.history.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.history.LossyDynamo;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.MessageStore;
import dev.cloister.history.order.Append.Outcome;
import dev.cloister.localcloud.testkit.LossyProxy;
import dev.cloister.localcloud.testkit.LossyProxy.Fate;
import dev.cloister.localcloud.testkit.attack.Attack;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;

/** Many writers at one session over a network that loses requests and replies on both sides. */
@QuarkusTest
class WritersTest {

  private static final int WRITERS = 32;
  private static final int APPENDS = 4;
  private static final int TRIES = 3;

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final List<Append> log = Collections.synchronizedList(new ArrayList<>());
  private final MessageStore messages;

  WritersTest(MessageStore messages) {
    this.messages = messages;
  }

  @Attack(
      promise = {6, 8},
      rounds = 2,
      atMost = 100)
  void theFinalStateIsWhatTheWritersWereTold(int round) throws IOException {
    var random = new SplittableRandom(round);
    try (var network = new LossyProxy(Api.service());
        var store = new LossyDynamo()) {
      network.decide(request -> fate(random, 15));
      store.decide(
          operation -> operation.equals("TransactWriteItems") ? fate(random, 10) : Fate.PASS);
      var writer = alice.via(network.uri());
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int w = 0; w < WRITERS; w++) {
          var own = split(random);
          threads.submit(() -> write(writer, own));
        }
      }
    }

    assertThat(log).hasSize(WRITERS * APPENDS);
    assertThat(HistoryChecker.check(log, stored())).isEmpty();
    assertThat(log).extracting(Append::outcome).contains(Outcome.ACKNOWLEDGED, Outcome.REFUSED);
  }

  private void write(Api writer, SplittableRandom random) {
    for (int i = 0; i < APPENDS; i++) {
      // One in eight is told no: its context would be larger than the service gives.
      boolean sound = random.nextInt(8) != 0;
      String text = "text " + Api.id();
      var turn = Api.turnBody(Api.id(), text).put("contextBytes", sound ? 0 : -1);
      long invokedAt = System.nanoTime();
      Outcome outcome = Outcome.UNKNOWN;
      for (int tries = 1 + random.nextInt(TRIES);
          tries > 0 && outcome == Outcome.UNKNOWN;
          tries--) {
        outcome = send(writer, turn);
      }
      log.add(
          new Append(
              turn.get("userMessageId").asText(),
              turn.get("answerId").asText(),
              text,
              invokedAt,
              System.nanoTime(),
              outcome));
    }
  }

  private Outcome send(Api writer, Object turn) {
    try {
      Reply reply = writer.internal("POST", session + "/turns", turn);
      return switch (reply.status()) {
        case 201 -> Outcome.ACKNOWLEDGED;
        case 503 -> Outcome.UNKNOWN;
        case 400 -> Outcome.REFUSED;
        default -> throw new AssertionError(reply.toString());
      };
    } catch (UncheckedIOException e) {
      return Outcome.UNKNOWN;
    }
  }

  private List<Stored> stored() {
    var key = new SessionKey(new Subject(alice.subject()), new SessionId(session));
    return messages.newest(key, 100_000, 100_000, Long.MAX_VALUE).stream()
        .map(
            message ->
                new Stored(
                    message.sequence(),
                    message.id().value(),
                    message instanceof Message.Answer answer ? answer.questionId().value() : null,
                    messages.text(key, message).orElseThrow()))
        .toList();
  }

  private static synchronized SplittableRandom split(SplittableRandom random) {
    return random.split();
  }

  private static synchronized Fate fate(SplittableRandom random, int percentLost) {
    if (random.nextInt(100) >= percentLost) {
      return Fate.PASS;
    }
    return switch (random.nextInt(3)) {
      case 0 -> Fate.LOSE_REQUEST;
      case 1 -> Fate.LOSE_REPLY;
      default -> Fate.FAIL_REPLY;
    };
  }
}
