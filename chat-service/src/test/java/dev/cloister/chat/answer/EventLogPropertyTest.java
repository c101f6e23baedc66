package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.answer.AnswerEvent.Started;
import dev.cloister.chat.answer.AnswerEvent.Stopped;
import dev.cloister.chat.answer.AnswerEvent.TextDelta;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

/** However a model cuts its words, and however they are read. */
class EventLogPropertyTest {

  @Property
  void whatIsSaidIsReadOnceAndInOrder(
      @ForAll("deltas") List<String> deltas,
      @ForAll @NotEmpty List<@IntRange(min = 1, max = 9) Integer> batches) {
    EventLog log = log();
    var read = new ArrayList<AnswerEvent>();
    int turn = 0;
    for (String delta : deltas) {
      log.append(delta);
      if (turn % 2 == 0) {
        read.addAll(log.read(read.size(), batches.get(turn % batches.size())));
      }
      turn++;
    }
    log.end(new Stopped(null));
    log.append("after the end");
    while (!(read.getLast() instanceof AnswerEvent.End)) {
      read.addAll(log.read(read.size(), batches.get(turn++ % batches.size())));
    }

    assertThat(read.getFirst()).isInstanceOf(Started.class);
    assertThat(log.read(read.size(), 10)).isEmpty();
    var text = new StringBuilder();
    for (int i = 1; i < read.size() - 1; i++) {
      TextDelta delta = (TextDelta) read.get(i);
      assertThat(delta.sequenceNumber()).isEqualTo(i - 1);
      assertThat(delta.text()).isNotEmpty();
      assertThat(delta.text()).is(wellFormed());
      text.append(delta.text());
    }
    String said = String.join("", deltas);
    assertThat(text).hasToString(log.text());
    assertThat(said).startsWith(log.text());
    assertThat(said.length() - log.text().length()).isBetween(0, 1);
  }

  private static org.assertj.core.api.Condition<String> wellFormed() {
    return new org.assertj.core.api.Condition<>(
        s -> StandardCharsets.UTF_8.newEncoder().canEncode(s), "well-formed Unicode");
  }

  /** A text of one to four bytes a character, cut between any two chars. */
  @Provide
  Arbitrary<List<String>> deltas() {
    Arbitrary<String> text =
        Arbitraries.of("a", "é", "日", "\uD83D\uDE00", "\uD83C\uDFDB", "\n", "\0")
            .list()
            .ofMaxSize(30)
            .map(parts -> String.join("", parts));
    Arbitrary<List<Integer>> cuts = Arbitraries.integers().between(0, 5).list().ofSize(70);
    return text.flatMap(t -> cuts.map(c -> cut(t, c)));
  }

  private static List<String> cut(String text, List<Integer> lengths) {
    var pieces = new ArrayList<String>();
    int at = 0;
    for (int length : lengths) {
      int end = Math.min(text.length(), at + length);
      pieces.add(text.substring(at, end));
      at = end;
    }
    pieces.add(text.substring(at));
    return pieces;
  }

  private static EventLog log() {
    AnswerId id = AnswerId.random();
    return new EventLog(
        new Started(id, new SessionId(UUID.randomUUID()), UUID.randomUUID(), id, "m"));
  }
}
