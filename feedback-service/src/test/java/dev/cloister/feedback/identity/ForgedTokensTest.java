package dev.cloister.feedback.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.feedback.Api.Reply;
import dev.cloister.feedback.Routes;
import dev.cloister.localcloud.testkit.Forgery;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.attack.Promise;
import dev.cloister.localcloud.testkit.routes.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys by discovery, keys from a file, an audience under another name: forgeries pass nowhere. */
@QuarkusTest
@Promise(7)
@TestProfile(SeveralIssuers.class)
class ForgedTokensTest {

  @ParameterizedTest
  @EnumSource
  void aForgedTokenIsRefused(Forgery forgery) {
    var main = SeveralIssuers.MAIN;
    refused(forgery.of(main, main.claims("alice", "cloister")));
    assertThat(main.askedForForgedKeys()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aForgedTokenIsRefusedByKeysFromAFile(Forgery forgery) {
    var keycloak = SeveralIssuers.KEYCLOAK;
    refused(forgery.of(keycloak, keycloak.claims("alice", "cloister")));
    assertThat(keycloak.askedForForgedKeys()).isZero();
    assertThat(keycloak.askedForKeys()).isZero();
  }

  @Test
  void whatTheForgeriesAreMadeFromPasses() {
    for (TestIssuer issuer : new TestIssuer[] {SeveralIssuers.MAIN, SeveralIssuers.KEYCLOAK}) {
      var claims = issuer.claims("alice", "cloister");
      for (Route route : Routes.all()) {
        assertThat(Routes.send(route, issuer.sign(claims)).status())
            .as("%s", route)
            .isIn(200, 201, 404);
      }
      assertThat(SeveralIssuers.status(issuer.sign(Map.of("typ", "at+jwt"), claims)))
          .isEqualTo(200);
    }
  }

  @Test
  void oneIssuersTokenIsNotSignedByAnother() {
    refused(SeveralIssuers.KEYCLOAK.sign(SeveralIssuers.MAIN.claims("alice", "cloister")));
    refused(SeveralIssuers.MAIN.sign(SeveralIssuers.KEYCLOAK.claims("alice", "cloister")));
  }

  @Test
  void aClockMayBeHalfAMinuteWrong() {
    var claims = SeveralIssuers.MAIN.claims("alice", "cloister");
    long now = (long) claims.get("iat");
    claims.put("nbf", now + 20);
    claims.put("iat", now + 20);
    assertThat(SeveralIssuers.status(SeveralIssuers.MAIN.sign(claims))).isEqualTo(200);
    claims.put("nbf", now - 600);
    claims.put("iat", now - 600);
    claims.put("exp", now - 5);
    assertThat(SeveralIssuers.status(SeveralIssuers.MAIN.sign(claims))).isEqualTo(200);
  }

  @Test
  void anAudienceUnderAnotherNameIsCheckedThere() {
    var cognito = SeveralIssuers.COGNITO;
    var claims = cognito.claims("alice", "cloister");
    claims.remove("aud");
    claims.put("token_use", "access");
    claims.put("client_id", "cli-client");
    assertThat(SeveralIssuers.status(cognito.sign(claims))).isEqualTo(200);
    claims.put("client_id", "another-client");
    refused(cognito.sign(claims));
    claims.remove("client_id");
    refused(cognito.sign(claims));
    claims.put("aud", "web-client");
    claims.put("token_use", "id");
    refused(cognito.sign(claims));
    var main = SeveralIssuers.MAIN.claims("alice", "cloister");
    main.remove("aud");
    main.put("client_id", "cloister");
    refused(SeveralIssuers.MAIN.sign(main));
  }

  private static void refused(String token) {
    for (Route route : Routes.all()) {
      Reply reply = Routes.send(route, token);
      assertThat(reply.status()).as("%s", route).isEqualTo(401);
      assertThat(reply.type()).startsWith("application/problem+json");
      assertThat(reply.json().get("type").asText())
          .isEqualTo("urn:cloister:problem:unauthenticated");
    }
  }
}
