package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.attack.Promise;
import org.junit.jupiter.api.Test;

@Promise(4)
class ReadingPaceTest {

  private final ReadingPace pace = new ReadingPace(60, 1000);

  @Test
  void whoTakesNothingIsTooSlowOnceTheWindowIsOver() {
    pace.behind(5, 300);
    assertThat(pace.isTooSlow(64, 300)).isFalse();
    assertThat(pace.isTooSlow(65, 300)).isTrue();
  }

  @Test
  void whoTakesLessThanTheLeastIsTooSlowHoweverOftenItTakesSome() {
    for (int second = 0; second < 60; second++) {
      pace.behind(second, second * 10);
      assertThat(pace.isTooSlow(second, second * 10)).isFalse();
    }
    assertThat(pace.isTooSlow(60, 999)).isTrue();
  }

  @Test
  void everyWindowCountsForItself() {
    pace.behind(0, 0);
    assertThat(pace.isTooSlow(60, 1000)).isFalse();
    assertThat(pace.isTooSlow(119, 1999)).isFalse();
    assertThat(pace.isTooSlow(120, 1999)).isTrue();
  }

  @Test
  void whoHasItAllIsNeverTooSlow() {
    pace.behind(0, 0);
    pace.caughtUp();
    assertThat(pace.isTooSlow(1000, 0)).isFalse();
    pace.behind(1000, 0);
    assertThat(pace.isTooSlow(1059, 0)).isFalse();
  }
}
