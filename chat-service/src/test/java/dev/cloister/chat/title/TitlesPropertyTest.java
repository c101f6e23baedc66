package dev.cloister.chat.title;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A title comes from a model and is shown to a person: one short line, whatever was said. */
class TitlesPropertyTest {

  @Property
  void aTitleIsOneShortLine(@ForAll("said") String said) {
    String title = Titles.tidy(said);

    assertThat(title.codePointCount(0, title.length())).isLessThanOrEqualTo(80);
    assertThat(title.chars()).noneMatch(Character::isISOControl);
    assertThat(title).isEqualTo(title.strip());
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(title)).isTrue();
  }

  @Property
  void theStartOfAQuestionIsWellFormed(@ForAll("said") String said) {
    String start = Titles.start(said.repeat(60));

    assertThat(said.repeat(60)).startsWith(start);
    assertThat(start.length()).isLessThanOrEqualTo(2000);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(start)).isTrue();
  }

  @Provide
  Arbitrary<String> said() {
    Arbitrary<String> any = Arbitraries.strings().withCharRange('\0', '\uD7FF').ofMaxLength(120);
    Arbitrary<String> sly =
        Arbitraries.of(
                "\"",
                "'",
                "#",
                "*",
                "\n",
                "\r",
                "\u0085",
                "\u2028",
                "\u009b",
                "\0",
                " ",
                "\u00a0",
                "\u2003",
                ".",
                "\uD83D\uDE00",
                "word")
            .list()
            .ofMaxSize(100)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(any, sly);
  }
}
