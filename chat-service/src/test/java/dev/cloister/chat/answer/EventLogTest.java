package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.answer.AnswerEvent.Finished;
import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventLogTest {

  private final Started started =
      new Started(
          AnswerId.random(),
          new SessionId(UUID.randomUUID()),
          UUID.randomUUID(),
          AnswerId.random(),
          "model");
  private final EventLog log = new EventLog(started);

  @Promise({1, 5})
  @Test
  void readsStartDeltasAndEndInOrderFromEveryIndex() {
    List<AnswerEvent> all = new ArrayList<>(List.of(started));
    for (int i = 0; i < 200; i++) {
      log.append("t" + i + " ");
      all.add(new TextDelta(i, "t" + i + " "));
    }
    var end = new Finished("end_turn", null, Duration.ZERO, Duration.ZERO);
    log.end(end);
    all.add(end);

    for (int from = 0; from <= all.size(); from++) {
      assertThat(log.read(from, 1000)).isEqualTo(all.subList(from, all.size()));
    }
  }

  @Test
  void readsNoMoreThanAskedFor() {
    log.append("a");
    log.append("b");
    assertThat(log.read(0, 2)).containsExactly(started, new TextDelta(0, "a"));
    assertThat(log.read(99, 2)).isEmpty();
  }

  @Test
  void anEmptyDeltaIsNoEvent() {
    log.append("");
    assertThat(log.read(0, 10)).containsExactly(started);
  }

  @Promise(1)
  @Test
  void aSurrogatePairSplitOverDeltasArrivesWhole() {
    String arch = "\uD83C\uDFDB";
    log.append("a" + arch.charAt(0));
    log.append(arch.charAt(1) + "b");
    log.append(String.valueOf(arch.charAt(0)));
    log.append(String.valueOf(arch.charAt(1)));

    assertThat(log.read(1, 10))
        .containsExactly(
            new TextDelta(0, "a"), new TextDelta(1, arch + "b"), new TextDelta(2, arch));
    assertThat(log.text()).isEqualTo("a" + arch + "b" + arch);
  }

  @Test
  void halfASurrogatePairThatStaysAloneIsNoText() {
    log.append("a\uD83C");
    log.end(new Stopped(null));

    assertThat(log.text()).isEqualTo("a");
    assertThat(log.length()).isEqualTo(1);
  }

  @Promise(2)
  @Test
  void onlyTheFirstEndCounts() {
    log.end(new Stopped(null));
    log.end(new Finished("end_turn", null, Duration.ZERO, Duration.ZERO));
    assertThat(log.end()).isInstanceOf(Stopped.class);
  }

  @Test
  void listenersAreWokenAndLagIsTheForemostOnes() {
    var woken = new AtomicInteger();
    log.add(at(1, woken));
    log.add(at(2, woken));
    log.append("four");
    log.append("seven77");

    assertThat(woken).hasValue(4);
    assertThat(log.lag()).isEqualTo(7);
  }

  @Test
  void whereNobodyListensNobodyLags() {
    log.append("text");
    assertThat(log.lag()).isZero();
  }

  private static EventLog.Listener at(int next, AtomicInteger woken) {
    return new EventLog.Listener() {
      @Override
      public void wake() {
        woken.incrementAndGet();
      }

      @Override
      public int next() {
        return next;
      }
    };
  }
}
