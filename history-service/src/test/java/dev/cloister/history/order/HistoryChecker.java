package dev.cloister.history.order;

import dev.cloister.history.order.Append.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a session by the log of all that its writers did and by its final state, and says in words
 * what is wrong: what was acknowledged is there once, what was refused is not, the rest at most
 * once and nothing else; the order respects real time; places have no gaps; each question is
 * followed by its answer.
 */
final class HistoryChecker {

  private final List<String> complaints = new ArrayList<>();
  private final List<Append> log;
  private final List<Stored> state;

  private HistoryChecker(List<Append> log, List<Stored> state) {
    this.log = log;
    this.state = state.stream().sorted(Comparator.comparingLong(Stored::sequence)).toList();
  }

  /** What is wrong, empty where nothing is. */
  static List<String> check(List<Append> log, List<Stored> state) {
    var checker = new HistoryChecker(log, state);
    checker.places();
    checker.pairs();
    checker.outcomes();
    checker.realTime();
    return checker.complaints;
  }

  private void places() {
    long expected = 1;
    for (Stored message : state) {
      if (message.sequence() != expected) {
        say("place %d is followed by place %d", expected - 1, message.sequence());
      }
      expected = message.sequence() + 1;
    }
  }

  private void pairs() {
    for (int i = 0; i < state.size(); i++) {
      Stored message = state.get(i);
      Stored before = i == 0 ? null : state.get(i - 1);
      Stored after = i + 1 == state.size() ? null : state.get(i + 1);
      if (message.answers() == null && (after == null || !message.id().equals(after.answers()))) {
        say("question %s is not followed by its answer", message.id());
      }
      if (message.answers() != null && (before == null || !message.answers().equals(before.id()))) {
        say("answer %s does not follow its question", message.id());
      }
    }
  }

  private void outcomes() {
    Map<String, Integer> times = new HashMap<>();
    state.forEach(message -> times.merge(message.id(), 1, Integer::sum));
    for (Append append : log) {
      for (String id : List.of(append.question(), append.answer())) {
        judge(append.outcome(), id, times.getOrDefault(id, 0));
        times.remove(id);
      }
      state.stream()
          .filter(message -> message.id().equals(append.question()))
          .filter(message -> !message.text().equals(append.text()))
          .forEach(message -> say("question %s says something else", message.id()));
      state.stream()
          .filter(message -> append.question().equals(message.answers()))
          .filter(message -> !message.id().equals(append.answer()))
          .forEach(message -> say("question %s has another answer", append.question()));
    }
    times.keySet().forEach(id -> say("message %s was sent by nobody", id));
  }

  private void judge(Outcome outcome, String id, int times) {
    if (outcome == Outcome.ACKNOWLEDGED && times == 0) {
      say("message %s was acknowledged and is lost", id);
    }
    if (outcome == Outcome.REFUSED && times > 0) {
      say("message %s was refused and is stored", id);
    }
    if (times > 1) {
      say("message %s is stored %d times", id, times);
    }
  }

  /** Known to be stored before the other was sent means a place before the other's. */
  private void realTime() {
    Map<String, Long> places = new HashMap<>();
    state.forEach(message -> places.putIfAbsent(message.id(), message.sequence()));
    for (Append first : log) {
      Long place = places.get(first.question());
      if (first.outcome() != Outcome.ACKNOWLEDGED || place == null) {
        continue;
      }
      for (Append second : log) {
        Long later = places.get(second.question());
        if (later != null && first.knownAt() < second.invokedAt() && later < place) {
          say("question %s overtook %s", second.question(), first.question());
        }
      }
    }
  }

  private void say(String complaint, Object... details) {
    complaints.add(complaint.formatted(details));
  }
}
