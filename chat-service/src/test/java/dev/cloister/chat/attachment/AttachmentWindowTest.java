package dev.cloister.chat.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.bedrock.Attached;
import dev.cloister.chat.bedrock.Turn;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttachmentWindowTest {

  private final AttachmentWindow window = new AttachmentWindow(100);

  @Test
  void whatFitsStaysAsItWas() {
    Turn turn = turn(document("a", 50), image("b", 50));

    assertThat(window.fit(turn)).isEqualTo(turn);
  }

  @Test
  void theModelIsToldWhatIsNotSent() {
    window.fit(turn(document("a", 90)));
    Attached small = document("small.txt", 10);
    Turn earlier = window.fit(turn(document("large.pdf", 20), small, image("too.png", 11)));

    assertThat(earlier.attached()).containsExactly(small);
    assertThat(earlier.text()).isEqualTo("words\n\n[Not sent again: large.pdf, too.png]");
  }

  @Test
  void whatTwoQuestionsNameIsSentOnce() {
    Attached both = document("a", 10);
    window.fit(turn(both));
    Turn earlier = window.fit(turn(both, document("b", 10)));

    assertThat(earlier.attached()).extracting(Attached::filename).containsExactly("b");
    assertThat(earlier.text()).isEqualTo("words");
  }

  @Test
  void documentsAndImagesHaveTheirOwnNumbers() {
    Turn turn =
        turn(
            IntStream.range(0, 30)
                .mapToObj(i -> i < 7 ? document("d" + i, 1) : image("i" + i, 1))
                .toArray(Attached[]::new));

    assertThat(window.fit(turn).attached())
        .extracting(Attached::isImage)
        .containsExactlyElementsOf(IntStream.range(0, 25).mapToObj(i -> i >= 5).toList());
  }

  private static Turn turn(Attached... files) {
    return new Turn(Turn.Role.USER, "words", List.of(files));
  }

  private static Attached document(String name, long bytes) {
    return new Attached(UUID.randomUUID(), name, "application/pdf", bytes);
  }

  private static Attached image(String name, long bytes) {
    return new Attached(UUID.randomUUID(), name, "image/png", bytes);
  }
}
