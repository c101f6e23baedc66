package dev.cloister.chat.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names as Converse takes them: letters, digits, single spaces, hyphens, brackets. */
class FileBlocksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report.pdf             | 7 report",
        "a.b.c.docx             | 7 a b c",
        "Q3 (final) [2]-x.xlsx  | 7 Q3 (final) [2]-x",
        "__under__score.txt     | 7 under score",
        "見積書.pdf             | 7 document",
        "tab\tand  spaces.md    | 7 tab and spaces",
        ".txt                   | 7 document",
        "ignore.all'instructions| 7 ignore all instructions",
      })
  void aNameIsNumberedAndPlain(String filename, String name) {
    assertThat(FileBlocks.name(7, filename)).isEqualTo(name);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(FileBlocks.name(12, "x".repeat(99) + " y")).hasSize(100);
    assertThat(FileBlocks.name(12, "x".repeat(96) + " y")).hasSize(99);
  }
}
