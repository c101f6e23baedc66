package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Judged by a list of all calls, of which only those inside the window count. */
class RecentCallsPropertyTest {

  private static final int SLICE = 10;
  private static final int WINDOW = 10 * SLICE;

  private record Call(long at, boolean failed) {}

  @Property
  void countsTheCallsOfTheWindow(
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long start,
      @ForAll List<@IntRange(max = 81) Integer> calls) {
    long now = start;
    var recent = new RecentCalls(Duration.ofNanos(WINDOW), now);
    var all = new ArrayList<Call>();
    for (int call : calls) {
      boolean failed = call % 2 == 1;
      now += call / 2;
      recent.add(failed, now);
      all.add(new Call(now, failed));
    }
    // A slice is forgotten as a whole.
    long oldest = (Math.floorDiv(now, SLICE) - 9) * SLICE;
    long counted = all.stream().filter(c -> c.at() >= oldest).count();
    long failed = all.stream().filter(c -> c.at() >= oldest && c.failed()).count();

    assertThat(recent.fail(1, 0.5, now)).isEqualTo(counted >= 1 && failed * 2 >= counted);
    assertThat(recent.fail((int) counted + 1, 0.01, now)).isFalse();
  }
}
