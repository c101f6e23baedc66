package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A token of the right issuer, for the right audience, a minute too late. */
@QuarkusTest
@Promise(7)
class ExpiredTokenTest {

  @Test
  void anExpiredTokenIsA401AndAsksNothing() {
    var alive = Api.withToken(Api.tokens().user("user"));
    assertThat(alive.get("/v1/models").statusCode()).isEqualTo(200);

    var expired = Api.withToken(Api.tokens().expired("user"));
    assertThat(expired.get("/v1/models").statusCode()).isEqualTo(401);
    var asked = expired.ask(Api.newSession(), Map.of("text", "hello"));
    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(Api.read(asked).get("type").asText())
        .isEqualTo("urn:cloister:problem:unauthenticated");
  }
}
