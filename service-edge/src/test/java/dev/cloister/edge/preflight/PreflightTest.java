package dev.cloister.edge.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreflightTest {

  @Test
  void allChecksAreRunAndEachSaysItsOwn() throws InterruptedException {
    var out = new ByteArrayOutputStream();
    assertThat(passes(out, null)).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "FAIL  names: a public address", "ok    no way out: closed", "1 of 2 checks passed");
  }

  @Test
  void thoseThatAreNamedAreRunAlone() throws InterruptedException {
    var out = new ByteArrayOutputStream();
    assertThat(passes(out, List.of("no way out"))).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("ok    no way out: closed", "1 of 1 checks passed");
  }

  /** Nothing looked at would look like nothing found. */
  @Test
  void aNameThatNoCheckHasFails() throws InterruptedException {
    var out = new ByteArrayOutputStream();
    assertThat(passes(out, List.of("no-way-out"))).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAIL  no-way-out: ", "0 of 1 checks passed");
  }

  private static boolean passes(ByteArrayOutputStream out, List<String> only)
      throws InterruptedException {
    var checks =
        List.of(
            new Fixed("no way out", "closed", null),
            new Fixed("names", null, new Mismatch("a public address")));
    return new Preflight(List.copyOf(checks), new Only(Optional.ofNullable(only)))
        .passes(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private record Fixed(String name, String found, Mismatch mismatch) implements Check {
    @Override
    public String run() throws Mismatch {
      if (mismatch != null) {
        throw mismatch;
      }
      return found;
    }
  }

  private record Only(Optional<List<String>> only) implements PreflightConfig {
    @Override
    public Optional<List<String>> privateHosts() {
      return Optional.empty();
    }

    @Override
    public Optional<List<String>> unreachable() {
      return Optional.empty();
    }

    @Override
    public boolean sts() {
      return true;
    }

    @Override
    public Optional<String> roleArn() {
      return Optional.empty();
    }
  }
}
