package dev.cloister.chat.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Forgery;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@Promise(7)
@TestProfile(ForgedTokensTest.OwnIssuer.class)
class ForgedTokensTest {

  private static final TestIssuer ISSUER = TestIssuer.start();

  /** For this service alone; history-service believes the local cloud's issuer. */
  public static class OwnIssuer implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.oidc.auth-server-url", ISSUER.name());
    }
  }

  @Test
  void aGoodTokenPasses() {
    var api = Api.withToken(ISSUER.sign(ISSUER.claims("alice", "cloister")));
    assertThat(api.get("/v1/models").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aForgedTokenIsRefusedAndAsksNothing(Forgery forgery) {
    var api = Api.withToken(forgery.of(ISSUER, ISSUER.claims("alice", "cloister")));
    String text = "asked with a forged token " + UUID.randomUUID();
    String answer = "/v1/chat/answers/" + UUID.randomUUID();
    List.of(
            api.get("/v1/models"),
            api.ask(Api.newSession(), Map.of("text", text)),
            api.get(answer + "/events"),
            api.delete(answer))
        .forEach(ForgedTokensTest::refused);
    assertThat(Api.bedrock().lastRequest(text)).isNull();
    assertThat(ISSUER.askedForForgedKeys()).isZero();
  }

  private static void refused(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(Api.read(response).get("type").asText())
        .isEqualTo("urn:cloister:problem:unauthenticated");
  }
}
