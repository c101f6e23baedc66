package dev.cloister.edge.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.edge.problem.ProblemException;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;

/** Nothing but a token that was handed out for a list is a token of that list. */
class PageTokensPropertyTest {

  private final PageTokens tokens =
      new PageTokens(() -> Optional.of("a-signing-key-of-32-characters!!"));

  @Property
  void everyPositionComesBack(
      @ForAll @CharRange(from = '\0', to = '\uD7FF') String scope,
      @ForAll @CharRange(from = '\0', to = '\uD7FF') @NotEmpty @StringLength(max = 200)
          String position) {
    assertThat(tokens.read(scope, tokens.write(scope, position))).isEqualTo(position);
  }

  @Property
  void noFlippedBitPasses(
      @ForAll @CharRange(from = '\0', to = '\uD7FF') @NotEmpty @StringLength(max = 60)
          String position,
      @ForAll @IntRange(max = 10_000) int at,
      @ForAll @IntRange(max = 6) int bit) {
    StringBuilder token = new StringBuilder(tokens.write("scope", position));
    int index = at % token.length();
    token.setCharAt(index, (char) (token.charAt(index) ^ (1 << bit)));

    refused(token.toString());
  }

  @Property
  void noTokenPassesForAnotherList(
      @ForAll @CharRange(from = '\0', to = '\uD7FF') String scope,
      @ForAll @CharRange(from = '\0', to = '\uD7FF') String other,
      @ForAll @CharRange(from = '\0', to = '\uD7FF') @NotEmpty String position) {
    Assume.that(!scope.equals(other));
    String token = tokens.write(other, position);

    assertThatThrownBy(() -> tokens.read(scope, token)).isInstanceOf(ProblemException.class);
  }

  @Property
  void noSeparatorMovesTextBetweenListAndPosition(
      @ForAll @CharRange(from = '\0', to = '\uD7FF') @NotEmpty @StringLength(max = 20) String both,
      @ForAll @IntRange(max = 20) int cut) {
    int at = Math.min(cut, both.length() - 1);
    String token = tokens.write(both.substring(0, at) + "\0", both.substring(at));

    assertThatThrownBy(() -> tokens.read(both.substring(0, at), token))
        .isInstanceOf(ProblemException.class);
  }

  @Property
  void noOtherTextPasses(@ForAll String nonsense) {
    refused(nonsense);
  }

  private void refused(String token) {
    assertThatThrownBy(() -> tokens.read("scope", token))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400));
  }
}
