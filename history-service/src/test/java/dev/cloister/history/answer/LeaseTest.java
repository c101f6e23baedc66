package dev.cloister.history.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.history.Api;
import dev.cloister.history.Api.Reply;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LeaseTest.ShortPromises.class)
class LeaseTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();

  @Promise(2)
  @Test
  void anAnswerThatNobodyWritesAnyMoreIsInterrupted() {
    String answer = alice.turn(session, "Hello");
    alice.internal("PUT", session + "/answers/" + answer, "{\"text\":\"Half\",\"revision\":1}");
    await().untilAsserted(() -> assertThat(status(answer)).isEqualTo("interrupted"));
    assertThat(
            alice
                .user("GET", "/v1/sessions/" + session, null)
                .json()
                .at("/history/1/metadata/status")
                .asText())
        .isEqualTo("interrupted");
    Reply next =
        alice.internal(
            "POST", session + "/turns", Api.turnBody(Api.id(), "Go on").put("contextBytes", 1000));
    assertThat(Reply.texts(next.json().get("context"), "text")).containsExactly("Hello", "Half");
  }

  @Test
  void aWriterThatWasOnlySlowCanStillEndItsAnswer() {
    String answer = alice.turn(session, "Hello");
    await().untilAsserted(() -> assertThat(status(answer)).isEqualTo("interrupted"));
    Reply end =
        alice.internal(
            "PUT",
            session + "/answers/" + answer + "/end",
            "{\"text\":\"All\",\"status\":\"finished\"}");
    assertThat(end.status()).isEqualTo(204);
    assertThat(status(answer)).isEqualTo("finished");
  }

  @Test
  void aKeyIsForgottenWhenItsTimeIsOverEvenBeforeTheSweep() {
    var first = Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k");
    alice.internal("POST", session + "/turns", first);
    await()
        .untilAsserted(
            () ->
                assertThat(
                        alice
                            .internal(
                                "POST",
                                session + "/turns",
                                Api.turnBody(Api.id(), "Hello").put("idempotencyKey", "k"))
                            .status())
                    .isEqualTo(201));
  }

  private String status(String answer) {
    return alice
        .internal("GET", session + "/answers/" + answer, null)
        .json()
        .get("status")
        .asText();
  }

  /** What takes a minute or a day elsewhere takes a second here. */
  public static class ShortPromises implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.answer-lease", "1s", "cloister.history.idempotency-retention", "1s");
    }
  }
}
