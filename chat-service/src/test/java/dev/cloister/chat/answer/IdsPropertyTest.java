package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class IdsPropertyTest {

  @Property
  void everyUuidIsAnIdInLowerCase(@ForAll long most, @ForAll long least) {
    String uuid = new UUID(most, least).toString();

    assertThat(SessionId.parse(uuid.toUpperCase(Locale.ROOT))).hasToString(uuid);
    assertThat(AnswerId.parse(uuid)).hasToString(uuid);
  }

  @Property
  void nothingElseIsAnId(@ForAll("nearlyUuids") String text) {
    Assume.that(!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));

    assertThatThrownBy(() -> SessionId.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().field()).isEqualTo("sessionId"));
    assertThatThrownBy(() -> AnswerId.parse(text)).isInstanceOf(ProblemException.class);
  }

  @Property
  void aKeyIsTakenAsItIsOrRefused(@ForAll @StringLength(max = 300) String header) {
    try {
      assertThat(IdempotencyKey.of(header, new Ask("a", null, null, null)).value())
          .isEqualTo(header)
          .matches("[!-~]{1,255}");
    } catch (ProblemException e) {
      assertThat(e.problem().field()).isEqualTo("Idempotency-Key");
    }
  }

  @Property
  void anEventsIdIsTheIndexOfTheNext(@ForAll @IntRange(max = 999_999_999) int id) {
    assertThat(LastEventId.parse("" + id).next()).isEqualTo(id);
  }

  @Property
  void nothingElseIsAnEventsId(@ForAll("nearlyNumbers") String text) {
    Assume.that(!text.matches("[0-9]{0,9}"));

    assertThatThrownBy(() -> LastEventId.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().field()).isEqualTo("Last-Event-ID"));
  }

  /** The same key for another question is told apart, wherever the words stand. */
  @Property
  void noTwoQuestionsHaveOneFingerprint(
      @ForAll("texts") String text, @ForAll("texts") String model, @ForAll("texts") String system) {
    var one = new Ask(text + model, system, null, null);
    var two = new Ask(text, model + system, null, null);
    var three = new Ask(text, model, system, null);

    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(two)).isNotEqualTo(fingerprint(three));
    assertThat(fingerprint(two)).isNotEqualTo(fingerprint(three));
    assertThat(fingerprint(one)).isEqualTo(fingerprint(new Ask(text + model, system, null, null)));
    var file = UUID.randomUUID();
    assertThat(fingerprint(new Ask(text, model, system, List.of(file))))
        .isNotEqualTo(fingerprint(three))
        .isNotEqualTo(fingerprint(new Ask(text, model, system, List.of(UUID.randomUUID()))));
  }

  private static String fingerprint(Ask ask) {
    return IdempotencyKey.of("key", ask).fingerprint();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab:0123é日").ofMinLength(1).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> nearlyNumbers() {
    return Arbitraries.strings().withChars("0123456789-+. x٣\n\0").ofMinLength(1).ofMaxLength(20);
  }

  @Provide
  Arbitrary<String> nearlyUuids() {
    Arbitrary<String> cut =
        Arbitraries.strings().withChars("0123456789abcdefABCDEF-g\n\0 ٣").ofMaxLength(40);
    Arbitrary<String> framed =
        Arbitraries.of(" ", "\n", "\0", "x", "%", "/", "٣").map(c -> UUID.randomUUID() + c);
    return Arbitraries.oneOf(cut, framed);
  }
}
