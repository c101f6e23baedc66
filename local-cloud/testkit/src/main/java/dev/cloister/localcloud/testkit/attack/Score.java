package dev.cloister.localcloud.testkit.attack;

import dev.cloister.localcloud.testkit.attack.Attempt.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the attacks on one promise.
 *
 * @param rounds attempts of the test that was run most often
 * @param skipped attempts that this machine lacks something for; they are not counted as attempts
 * @param broken the tests that failed
 * @param sources links to the classes of the tests
 */
record Score(
    long rounds,
    long attempts,
    long failures,
    long skipped,
    Collection<String> broken,
    Collection<String> sources) {

  static Score of(List<Attempt> attempts) {
    Map<String, Long> rounds =
        attempts.stream()
            .filter(attempt -> attempt.outcome() != Outcome.SKIPPED)
            .collect(Collectors.groupingBy(Attempt::test, Collectors.counting()));
    List<String> broken =
        attempts.stream()
            .filter(attempt -> attempt.outcome() == Outcome.BROKEN)
            .map(Attempt::test)
            .toList();
    long made = rounds.values().stream().mapToLong(Long::longValue).sum();
    return new Score(
        rounds.values().stream().mapToLong(Long::longValue).max().orElse(0),
        made,
        broken.size(),
        attempts.size() - made,
        broken.stream().distinct().sorted().toList(),
        attempts.stream().map(Attempt::link).distinct().sorted().toList());
  }
}
