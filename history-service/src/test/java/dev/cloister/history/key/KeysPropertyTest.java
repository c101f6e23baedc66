package dev.cloister.history.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.identity.Subject;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** No two owners, sessions or messages meet in one place, whatever they are called. */
class KeysPropertyTest {

  @Property
  void differentOwnersHaveDifferentPlaces(
      @ForAll("owners") String one, @ForAll("owners") String two, @ForAll("ids") String session) {
    Assume.that(!one.equals(two));
    var first = new SessionKey(new Subject(one), new SessionId(session));
    var second = new SessionKey(new Subject(two), new SessionId(session));

    assertThat(Keys.user(first.owner())).isNotEqualTo(Keys.user(second.owner()));
    assertThat(Keys.session(first)).isNotEqualTo(Keys.session(second));
    assertThat(Keys.objects(first)).isNotEqualTo(Keys.objects(second));
  }

  @Property
  void aPartitionNamesOneOwnerAndOneSession(
      @ForAll("owners") String owner, @ForAll("ids") String session) {
    var key = new SessionKey(new Subject(owner), new SessionId(session));

    assertThat(Keys.session(key).split("#", -1)).hasSize(3).endsWith(session);
    assertThat(Keys.user(key.owner()).split("#", -1)).hasSize(2);
    assertThat(Keys.session(key)).isNotEqualTo(Keys.user(key.owner()));
    assertThat(Keys.objects(key)).matches("sessions/[A-Za-z0-9_-]{43}/" + session + "/");
  }

  @Property
  void aMessagesKeyIsNobodyElses(
      @ForAll @LongRange(min = 0, max = 9_999_999_999L) long sequence,
      @ForAll("ids") String id,
      @ForAll("owners") String key) {
    assertThat(Keys.message(sequence)).startsWith("M#").hasSize(12);
    assertThat(Keys.answer(new MessageId(id))).startsWith("A#");
    assertThat(Keys.idempotency(key)).isEqualTo("K#" + key);
  }

  @Property
  void theOrderOfKeysIsTheOrderOfMessages(
      @ForAll @LongRange(min = 0, max = 9_999_999_999L) long one,
      @ForAll @LongRange(min = 0, max = 9_999_999_999L) long two) {
    assertThat(Integer.signum(Keys.message(one).compareTo(Keys.message(two))))
        .isEqualTo(Long.compare(one, two));
  }

  /** Close to each other, so that an encoding that loses something is caught. */
  @Provide
  Arbitrary<String> owners() {
    Arbitrary<String> sly =
        Arbitraries.of("#", "%", "%23", "%25", "2", "3", "5", "a", "A", "é", "\uD83D\uDE00", "|")
            .list()
            .ofMinSize(1)
            .ofMaxSize(5)
            .map(parts -> String.join("", parts));
    Arbitrary<String> any =
        Arbitraries.strings().withCharRange('!', '\u007E').ofMinLength(1).ofMaxLength(40);
    return Arbitraries.oneOf(sly, any);
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.longs().list().ofSize(2).map(l -> new UUID(l.get(0), l.get(1)).toString());
  }
}
