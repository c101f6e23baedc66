package dev.cloister.localcloud.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.attack.Attempt.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttackReportTest {

  private static final PromisesPage PAGE =
      new PromisesPage(
          List.of(
              "# Promises",
              "| # | promise | attacks | rounds | attempts | failures |",
              "|---|---|---|---|---|---|",
              "| 1 | Every delta once | | 0 | 0 | 0 |",
              "| 2 | No false end | [T](t.java) | 1,000 | 1,020 | 0 |"));

  private static final Attempt FIRST = new Attempt(1, Outcome.HELD, "chat", "a.T#x");
  private static final Attempt SECOND = new Attempt(2, Outcome.HELD, "local/cloud", "a.U#y");

  @Test
  void promisesThatWereAttackedAndHeldPass() {
    assertThat(new AttackReport(PAGE, List.of(FIRST, SECOND)).held()).isTrue();
  }

  @Test
  void aPromiseWithoutAnAttemptFails() {
    assertThat(new AttackReport(PAGE, List.of(FIRST)).held()).isFalse();
    assertThat(new AttackReport(PAGE, List.of(FIRST, skipped(2))).held()).isFalse();
  }

  @Test
  void aBrokenPromiseFailsAndNamesItsTest() {
    var broken = new Attempt(2, Outcome.BROKEN, "chat", "a.T#z");
    var report = new AttackReport(PAGE, List.of(FIRST, SECOND, broken));

    assertThat(report.held()).isFalse();
    assertThat(report.table()).contains("broken by a.T#z");
  }

  @Test
  void thePageGetsTheFigures() {
    var other = new Attempt(1, Outcome.HELD, "chat", "a.T#other");
    var report = new AttackReport(PAGE, List.of(FIRST, FIRST, other, SECOND, skipped(2)));

    assertThat(PAGE.with(report::score).lines())
        .containsSubsequence(
            "| 1 | Every delta once | [T](../chat/src/test/java/a/T.java) | 2 | 3 | 0 |",
            "| 2 | No false end | [T](../chat/src/test/java/a/T.java),"
                + " [U](../local/cloud/src/test/java/a/U.java) | 1 | 1 | 0 |");
  }

  @Test
  void anAttemptIsReadAsItWasWritten() {
    assertThat(Attempt.of("chat", FIRST.line())).isEqualTo(FIRST);
  }

  private static Attempt skipped(int promise) {
    return new Attempt(promise, Outcome.SKIPPED, "chat", "a.T#s");
  }
}
