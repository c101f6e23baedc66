package dev.cloister.history.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.problem.ProblemException;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {

  private static final SessionId SESSION = new SessionId("0b6f4d0e-6f0a-4f43-9a55-0b0c5d0a7d10");

  @Promise(7)
  @Test
  void noTwoOwnersShareAKey() {
    var owners =
        List.of("a", "A", "a#b", "a%23b", "a%b", "a%25b", "#", "%23", "%2523", "a#" + SESSION);
    var users = new HashSet<String>();
    var sessions = new HashSet<String>();
    var objects = new HashSet<String>();
    for (String owner : owners) {
      var key = new SessionKey(new Subject(owner), SESSION);
      users.add(Keys.user(key.owner()));
      sessions.add(Keys.session(key));
      objects.add(Keys.objects(key));
    }
    assertThat(users).hasSameSizeAs(owners);
    assertThat(sessions).hasSameSizeAs(owners);
    assertThat(objects).hasSameSizeAs(owners);
  }

  @Promise(7)
  @Test
  void anOwnersNameCannotReachIntoAnothersPartition() {
    assertThat(Keys.session(new SessionKey(new Subject("a#x"), SESSION)).split("#")).hasSize(3);
  }

  @Test
  void halfASurrogatePairIsNoOwner() {
    assertThatThrownBy(() -> Keys.user(new Subject("a\uD83D")))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void textOrderOfMessagesIsTheirOrder() {
    assertThat(Keys.message(9)).isLessThan(Keys.message(10));
    assertThat(Keys.message(999_999_999)).isLessThan(Keys.message(1_000_000_000));
  }
}
