package dev.cloister.history.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.order.Append.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker itself: it is content with what is right, and finds each kind of wrong. */
class HistoryCheckerTest {

  private final List<Append> log =
      new ArrayList<>(
          List.of(
              append("a", 0, 10, Outcome.ACKNOWLEDGED),
              append("b", 20, 30, Outcome.ACKNOWLEDGED),
              append("c", 25, 40, Outcome.UNKNOWN),
              append("d", 50, 60, Outcome.REFUSED)));
  private final List<Stored> state = new ArrayList<>(stored("a", "b", "c"));

  @Test
  void whatIsRightIsLeftAlone() {
    assertThat(complaints()).isEmpty();
    assertThat(HistoryChecker.check(log, stored("a", "c", "b"))).isEmpty();
    assertThat(HistoryChecker.check(log, stored("a", "b"))).isEmpty();
  }

  @Test
  void aLoss() {
    assertThat(HistoryChecker.check(log, stored("a", "c")))
        .containsExactlyInAnyOrder(
            "message b was acknowledged and is lost", "message b! was acknowledged and is lost");
  }

  @Test
  void aDuplicate() {
    assertThat(HistoryChecker.check(log, stored("a", "b", "c", "c")))
        .contains("message c is stored 2 times");
  }

  @Test
  void aReordering() {
    assertThat(HistoryChecker.check(log, stored("b", "a")))
        .containsExactly("question b overtook a");
  }

  @Test
  void whatNobodySent() {
    assertThat(HistoryChecker.check(log, stored("a", "b", "x")))
        .contains("message x was sent by nobody");
  }

  @Test
  void whatWasRefused() {
    assertThat(HistoryChecker.check(log, stored("a", "b", "d")))
        .contains("message d was refused and is stored");
  }

  @Test
  void aGap() {
    state.removeIf(message -> message.id().startsWith("c"));
    state.add(new Stored(7, "c", null, "text of c"));
    state.add(new Stored(8, "c!", "c", ""));
    assertThat(complaints()).containsExactly("place 4 is followed by place 7");
  }

  @Test
  void onePlaceForTwo() {
    state.set(2, new Stored(2, "b", null, "text of b"));
    assertThat(complaints()).contains("place 2 is followed by place 2");
  }

  @Test
  void aPairThatIsTornApart() {
    state.set(1, new Stored(3, "a!", "a", ""));
    state.set(2, new Stored(2, "b", null, "text of b"));
    assertThat(complaints())
        .contains(
            "question a is not followed by its answer", "answer a! does not follow its question");
  }

  @Test
  void aQuestionWithAnothersAnswer() {
    state.set(1, new Stored(2, "x!", "a", ""));
    assertThat(complaints())
        .contains("question a has another answer", "message a! was acknowledged and is lost");
  }

  @Test
  void aTextThatChanged() {
    state.set(0, new Stored(1, "a", null, "another"));
    assertThat(complaints()).containsExactly("question a says something else");
  }

  private List<String> complaints() {
    return HistoryChecker.check(log, state);
  }

  private static Append append(String id, long invoked, long known, Outcome outcome) {
    return new Append(id, id + "!", "text of " + id, invoked, known, outcome);
  }

  private static List<Stored> stored(String... ids) {
    var stored = new ArrayList<Stored>();
    for (String id : ids) {
      stored.add(new Stored(stored.size() + 1, id, null, "text of " + id));
      stored.add(new Stored(stored.size() + 1, id + "!", id, ""));
    }
    return stored;
  }
}
