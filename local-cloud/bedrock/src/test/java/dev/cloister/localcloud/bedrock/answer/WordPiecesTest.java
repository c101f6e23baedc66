package dev.cloister.localcloud.bedrock.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordPiecesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  two  spaces ",
        "a\r\n\tb\n\n\nc",
        "Zürich 🙂👨‍👩‍👧 日本語",
        "e\u0301 combining",
        "```java\nint i = 0; // ok\n```"
      })
  void thePiecesAreTheText(String text) {
    assertThat(String.join("", WordPieces.of(text))).isEqualTo(text);
  }

  @Test
  void aPieceIsAboutAWord() {
    assertThat(WordPieces.of("An answer, unbelievably short."))
        .containsExactly("An", " answer", ",", " unbelie", "vably", " short", ".");
  }
}
