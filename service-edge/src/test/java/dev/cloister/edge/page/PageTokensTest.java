package dev.cloister.edge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.problem.ProblemException;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PageTokensTest {

  private final PageTokens tokens = keyed("a-signing-key-of-32-characters!!");

  @Test
  void aTokenGivesItsPositionBack() {
    assertThat(tokens.read("alice", tokens.write("alice", "1700000000000#id")))
        .isEqualTo("1700000000000#id");
  }

  @Promise(7)
  @Test
  void aTokenIsWorthNothingInAnotherScope() {
    String token = tokens.write("alice", "1");
    assertThatThrownBy(() -> tokens.read("bob", token)).isInstanceOf(ProblemException.class);
  }

  @Promise(7)
  @Test
  void aTokenOfAnotherKeyIsRefused() {
    String token = keyed("another-key-that-is-32-characters").write("alice", "1");
    assertThatThrownBy(() -> tokens.read("alice", token)).isInstanceOf(ProblemException.class);
  }

  @Promise(7)
  @Test
  void noSingleChangedCharacterPasses() {
    String token = tokens.write("alice", "42");
    for (int i = 0; i < token.length(); i++) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String forged = token.substring(0, i) + other + token.substring(i + 1);
      assertThatThrownBy(() -> tokens.read("alice", forged)).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void nonsenseIsRefusedAndNamesTheParameter() {
    for (String nonsense : new String[] {"", "%%%", "AAAA", "A".repeat(10_000)}) {
      assertThatThrownBy(() -> tokens.read("alice", nonsense))
          .isInstanceOfSatisfying(
              ProblemException.class, e -> assertThat(e.problem().field()).isEqualTo("next_token"));
    }
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> keyed("short")).isInstanceOf(IllegalArgumentException.class);
  }

  private static PageTokens keyed(String key) {
    return new PageTokens(() -> Optional.of(key));
  }
}
