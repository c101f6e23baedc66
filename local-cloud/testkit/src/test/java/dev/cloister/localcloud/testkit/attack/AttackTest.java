package dev.cloister.localcloud.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks nothing: 0 is no promise. */
@Promise(0)
class AttackTest {

  private static final String SELF = AttackTest.class.getName();
  private static final Path FILE = Path.of("target", "attacks", SELF + ".txt");
  private static final List<Integer> ROUNDS = new ArrayList<>();

  @BeforeAll
  static void forget() throws IOException {
    Files.deleteIfExists(FILE);
  }

  @Attack(promise = 0, rounds = 3, atMost = 4)
  void everyRoundHasItsNumber(int round) {
    assertThat(round).isEqualTo(ROUNDS.size());
    ROUNDS.add(round);
  }

  @Test
  void aTestIsAnAttempt() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void soIsEveryInvocation(int number) {
    assertThat(number).isPositive();
  }

  @AfterAll
  static void allWereRecorded() throws IOException {
    List<String> lines = Files.readAllLines(FILE);
    assertThat(lines)
        .filteredOn(line -> line.equals("0\theld\t" + SELF + "#aTestIsAnAttempt"))
        .hasSize(1);
    assertThat(lines).filteredOn(line -> line.endsWith("#soIsEveryInvocation")).hasSize(2);
    assertThat(lines)
        .filteredOn(line -> line.endsWith("#everyRoundHasItsNumber"))
        .hasSameSizeAs(ROUNDS);
    assertThat(ROUNDS.size()).isBetween(3, 4);
  }
}
