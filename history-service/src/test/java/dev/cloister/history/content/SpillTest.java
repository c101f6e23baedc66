package dev.cloister.history.content;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.edge.identity.Subject;
import dev.cloister.history.Api;
import dev.cloister.history.key.Keys;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
@Promise(9)
class SpillTest {

  private static final int LIMIT = 300 * 1024;

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final S3Client s3;
  private final HistoryConfig config;

  SpillTest(S3Client s3, HistoryConfig config) {
    this.s3 = s3;
    this.config = config;
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "1, 1"})
  void contentOverTheThresholdGoesToTheBucket(int over, int objects) {
    String text = "\u00e4".repeat(100) + "x".repeat(LIMIT - 200 + over);
    String answer = alice.turn(session, "q", "finished", text);
    assertThat(objects()).isEqualTo(objects);
    assertThat(read(answer)).isEqualTo(text);
    assertThat(
            alice
                .user("GET", "/v1/sessions/" + session, null)
                .json()
                .at("/history/1/content")
                .asText())
        .isEqualTo(text);
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
    return alice.internal("GET", session + "/answers/" + answer, null).json().get("text").asText();
  }

  private int objects() {
    var key = new SessionKey(new Subject(alice.subject()), new SessionId(session));
    return s3.listObjectsV2(b -> b.bucket(config.bucket()).prefix(Keys.objects(key)))
        .contents()
        .size();
  }
}
