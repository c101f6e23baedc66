package dev.cloister.chat.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.stream.StreamEntry.End;
import dev.cloister.chat.stream.StreamEntry.Texts;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamEntryTest {

  @Test
  void textsAreReadAsTheyWereWritten() {
    var texts = new Texts(7, List.of("a\"b", "\n", "\ud83d\ude00", "\u0000", ","));
    assertThat(StreamEntry.of(texts.fields())).isEqualTo(texts);
    assertThat(texts.next()).isEqualTo(12);
  }

  @Test
  void anEndIsReadAsItWasWritten() {
    var end = new End("{\"status\":\"finished\"}");
    assertThat(StreamEntry.of(end.fields())).isEqualTo(end);
  }

  @Test
  void noTextIsShownWhereAnEntryIsLogged() {
    assertThat(new Texts(0, List.of("secret")).toString()).doesNotContain("secret");
  }
}
