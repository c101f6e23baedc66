package dev.cloister.history.content;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.history.Place;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Promise(9)
class SpillTest {

  private static final int LIMIT = 300 * 1024;

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "1, 1"})
  void contentOverTheThresholdGoesToTheBucket(int over, int objects) {
    for (String character : List.of("x", "\u00e4", "\u20ac", "\uD83D\uDE00")) {
      String text = of(character, LIMIT + over);
      String session = Api.id();
      String answer = alice.turn(session, "q", "finished", text);

      assertThat(objects(session)).as(character).isEqualTo(objects);
      assertThat(read(session, answer)).isEqualTo(text);
      assertThat(
              alice
                  .user("GET", "/v1/sessions/" + session, null)
                  .json()
                  .at("/history/1/content")
                  .asText())
          .isEqualTo(text);
    }
  }

  /** So many bytes of UTF-8, all of them this character's but for a few of the first. */
  private static String of(String character, int bytes) {
    int width = character.getBytes(StandardCharsets.UTF_8).length;
    String text = "x".repeat(bytes % width) + character.repeat(bytes / width);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    return text;
  }

  @Test
  void aGrowingAnswerKeepsOnlyItsNewestObject() {
    String answer = alice.turn(session, "q");
    for (int revision = 1; revision <= 4; revision++) {
      checkpoint(answer, "x".repeat(LIMIT + revision), revision);
      assertThat(objects()).isEqualTo(1);
    }
    assertThat(read(answer)).hasSize(LIMIT + 4);
  }

  @Test
  void aCheckpointThatIsIgnoredLeavesNoObject() {
    String answer = alice.turn(session, "q");
    checkpoint(answer, "newest", 5);
    checkpoint(answer, "x".repeat(LIMIT + 1), 4);
    assertThat(objects()).isZero();
    assertThat(read(answer)).isEqualTo("newest");
  }

  @Test
  void anAnswerThatEndsSmallLeavesNoObject() {
    String answer = alice.turn(session, "q");
    checkpoint(answer, "x".repeat(LIMIT + 1), 1);
    alice.internal(
        "PUT", session + "/answers/" + answer + "/end", "{\"status\":\"blocked\",\"text\":\"\"}");
    assertThat(objects()).isZero();
    assertThat(read(answer)).isEmpty();
  }

  private void checkpoint(String answer, String text, int revision) {
    var body = JSON.createObjectNode().put("text", text).put("revision", revision);
    assertThat(alice.internal("PUT", session + "/answers/" + answer, body).status()).isEqualTo(204);
  }

  private String read(String answer) {
    return read(session, answer);
  }

  private String read(String session, String answer) {
    return alice.internal("GET", session + "/answers/" + answer, null).json().get("text").asText();
  }

  private int objects() {
    return objects(session);
  }

  private int objects(String session) {
    return new Place(alice, session).objects().size();
  }
}
