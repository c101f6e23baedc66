package dev.cloister.chat.title;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"Resuming an answer\"          | Resuming an answer",
        "**Resuming an answer.**         | Resuming an answer",
        "# Resuming an answer            | Resuming an answer",
        "C# or F#?                       | C# or F#?",
        "~~                              | ~~"
      })
  void whatModelsPutAroundATitleGoes(String said, String title) {
    assertThat(Titles.tidy(said)).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({"200", "81", "80"})
  void aTitleIsCutBetweenCharacters(int arches) {
    String tidy = Titles.tidy("\uD83C\uDFDB".repeat(arches));
    assertThat(tidy.codePointCount(0, tidy.length())).isEqualTo(80);
    assertThat(Character.isHighSurrogate(tidy.charAt(tidy.length() - 1))).isFalse();
  }

  @Test
  void theQuestionIsNotCutInsideACharacter() {
    String question = "a".repeat(1999) + "\uD83C\uDFDB and more";
    assertThat(Titles.start(question)).isEqualTo("a".repeat(1999));
    assertThat(Titles.start("short")).isEqualTo("short");
  }
}
