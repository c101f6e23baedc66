package dev.cloister.feedback.identity;

import static dev.cloister.feedback.identity.SeveralIssuers.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.feedback.Api;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.TestKey;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Promise(7)
@TestProfile(SeveralIssuers.class)
class SeveralIssuersTest {

  private final String subject = "user-" + UUID.randomUUID();

  @Test
  void theSameSubjectAtTwoIssuersIsTwoPeople() {
    String first = token(SeveralIssuers.MAIN, subject);
    String second = token(SeveralIssuers.KEYCLOAK, subject);
    String id = rate(first);
    assertThat(rated(first)).containsExactly(id);
    assertThat(rated(second)).isEmpty();
    assertThat(get(second, id)).isEqualTo(get(second, UUID.randomUUID().toString()));
    String other = rate(second);
    assertThat(other).isNotEqualTo(id);
    assertThat(rated(first)).containsExactly(id);
  }

  @Test
  void nobodyBecomesAnotherIssuersPersonByASubject() {
    rate(token(SeveralIssuers.KEYCLOAK, subject));
    assertThat(status(token(SeveralIssuers.MAIN, "@keycloak/" + subject))).isEqualTo(401);
    assertThat(rated(token(SeveralIssuers.KEYCLOAK, "@keycloak/" + subject))).isEmpty();
  }

  @Test
  void issuersOfOneRealmShareTheirPeople() {
    var cognito = SeveralIssuers.COGNITO;
    var claims = cognito.claims(subject, "unused");
    claims.put("client_id", "web-client");
    String id = rate(token(SeveralIssuers.MAIN, subject));
    assertThat(rated(cognito.sign(claims))).containsExactly(id);
  }

  @Test
  void noCookieChoosesTheIssuer() {
    var keycloak = token(SeveralIssuers.KEYCLOAK, subject);
    var main = token(SeveralIssuers.MAIN, subject);
    for (String cookie : new String[] {"q_session_keycloak", "q_auth_keycloak", "q_session_late"}) {
      assertThat(Api.get("/v1/feedback", main, "Cookie", cookie + "=x").status()).isEqualTo(200);
      assertThat(Api.get("/v1/feedback", keycloak, "Cookie", cookie + "=x").status())
          .isEqualTo(200);
    }
  }

  @Test
  void anIssuersNewKeyIsFetchedAndItsOldOneForgotten() {
    String before = token(SeveralIssuers.MAIN, subject);
    assertThat(status(before)).isEqualTo(200);
    SeveralIssuers.MAIN.rotate();
    String after = token(SeveralIssuers.MAIN, subject);
    await().untilAsserted(() -> assertThat(status(after)).isEqualTo(200));
    assertThat(status(before)).isEqualTo(401);
  }

  @Test
  void unknownKeysDoNotMakeTheServiceAskOftenerThanItMay() {
    int before = SeveralIssuers.COGNITO.askedForKeys();
    var stranger = TestKey.rsa();
    var claims = SeveralIssuers.COGNITO.claims(subject, "unused");
    claims.put("client_id", "web-client");
    for (int i = 0; i < 20; i++) {
      assertThat(status(stranger.token(claims))).isEqualTo(401);
    }
    assertThat(SeveralIssuers.COGNITO.askedForKeys()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void aNewFileReplacesTheKeysAndABrokenOneKeepsThem() throws Exception {
    var folder = SeveralIssuers.FOLDER.resolve("keycloak");
    String before = token(SeveralIssuers.KEYCLOAK, subject);
    assertThat(status(before)).isEqualTo(200);

    SeveralIssuers.mount(folder, "broken", "{\"keys\": [");
    await().until(() -> SeveralIssuers.readiness().body().contains("no JSON Web Key Set"));
    assertThat(SeveralIssuers.readiness().statusCode()).isEqualTo(200);
    assertThat(status(before)).isEqualTo(200);

    SeveralIssuers.KEYCLOAK.rotate();
    String after = token(SeveralIssuers.KEYCLOAK, subject);
    assertThat(status(after)).isEqualTo(401);
    SeveralIssuers.mount(folder, UUID.randomUUID().toString(), SeveralIssuers.KEYCLOAK.keys());
    await().untilAsserted(() -> assertThat(status(after)).isEqualTo(200));
    assertThat(status(before)).isEqualTo(401);
  }

  @Test
  void whileAnIssuersFileIsMissingItsTokensAreUnavailableAndTheOthersPass() throws Exception {
    Files.deleteIfExists(SeveralIssuers.LATE_KEYS);
    String token = token(SeveralIssuers.MOUNTED_LATE, subject);
    assertThat(status(token)).isEqualTo(503);
    assertThat(SeveralIssuers.readiness().body()).contains("the file does not exist");
    assertThat(SeveralIssuers.readiness().statusCode()).isEqualTo(200);
    assertThat(status(token(SeveralIssuers.KEYCLOAK, subject))).isEqualTo(200);
    Files.writeString(SeveralIssuers.LATE_KEYS, SeveralIssuers.MOUNTED_LATE.keys());
    await().untilAsserted(() -> assertThat(status(token)).isEqualTo(200));
  }

  @Test
  void anIssuerThatWasDownAtTheStartIsFoundLater() throws Exception {
    String token = token(SeveralIssuers.LATE, subject);
    assertThat(status(token)).isEqualTo(503);
    assertThat(SeveralIssuers.readiness().body()).contains("the issuer does not answer");
    SeveralIssuers.LATE.outOfOrder(false);
    await().untilAsserted(() -> assertThat(status(token)).isEqualTo(200));
    assertThat(SeveralIssuers.readiness().body()).doesNotContain("does not answer");
  }

  private static String token(TestIssuer issuer, String subject) {
    return issuer.sign(issuer.claims(subject, "cloister"));
  }

  private static String rate(String token) {
    var reply = Api.send("POST", "/v1/feedback", Api.rating("m1"), token);
    return reply.json().get("feedback_id").asText();
  }

  private static java.util.List<String> rated(String token) {
    var reply = Api.send("GET", "/v1/feedback", null, token);
    assertThat(reply.status()).isEqualTo(200);
    return Api.Reply.texts(reply.json().get("feedback"), "feedback_id");
  }

  private static int get(String token, String id) {
    return Api.send("GET", "/v1/feedback/" + id, null, token).status();
  }
}
