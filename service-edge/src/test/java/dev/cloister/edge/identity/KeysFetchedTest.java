package dev.cloister.edge.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeysFetchedTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final KeysFetched keys = new KeysFetched(() -> now);

  @Test
  void oneKindOfKeysStandsUntilTheNextIsFetched() {
    keys.fetched("main");
    now = now.plusSeconds(3);
    var first = keys.settled("main");
    assertThat(first).isPresent();
    now = now.plusSeconds(600);
    assertThat(keys.settled("main")).isEqualTo(first);

    keys.fetched("main");
    now = now.plusSeconds(3);
    assertThat(keys.settled("main")).isPresent().isNotEqualTo(first);
  }

  /** What is verified in between may still have been verified by the keys from before. */
  @Test
  void nothingStandsForKeysThatAreBeingTakenOver() {
    keys.fetched("main");
    assertThat(keys.settled("main")).isEmpty();
    now = now.plusSeconds(1);
    assertThat(keys.settled("main")).isEmpty();
    assertThat(keys.settled("another")).isPresent();
  }
}
