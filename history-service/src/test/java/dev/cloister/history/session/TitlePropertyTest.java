package dev.cloister.history.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

class TitlePropertyTest {

  @Property
  void aTitleIsKeptAsItIsOrRefused(@ForAll @StringLength(max = 220) String text) {
    try {
      String title = new TitleChange(text).title();
      assertThat(title).isEqualTo(text.strip()).hasSizeBetween(1, 200);
      assertThat(title.chars()).noneMatch(Character::isISOControl);
      // Half a surrogate pair would be stored as something else.
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(title)).isTrue();
    } catch (ProblemException e) {
      assertThat(e.problem().field()).isEqualTo("title");
    }
  }

  @Property
  void theFirstTitleIsTheStartOfTheQuestionAndWellFormed(@ForAll("questions") String question) {
    String title = Titles.first(question);

    assertThat(question).startsWith(title);
    assertThat(title.length()).isLessThanOrEqualTo(200);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(title)).isTrue();
  }

  @Provide
  Arbitrary<String> questions() {
    return Arbitraries.of("a", "日", "\uD83D\uDE00", "words ")
        .list()
        .ofMinSize(1)
        .ofMaxSize(250)
        .map(parts -> String.join("", parts));
  }
}
