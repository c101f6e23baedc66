package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.testkit.Tokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused without being quoted. */
interface SecretRefusals {

  Talkative told();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"%s",
        "{\"%s\": 1}",
        "\"%s\"",
        "{\"text\": {\"a\": \"%s\"}}",
        "{\"text\": \"a\", \"modelId\": \"%s\"}",
        "{\"title\": [\"%s\"]}",
        "{\"rating\": \"%s\", \"text_feedback\": \"%s\"}",
        "%s"
      })
  default void bodiesThatAreWrong(String body) throws Exception {
    String wrong = body.replace("%s", told().hatch("wrong body"));
    UUID id = UUID.randomUUID();

    List<HttpResponse<String>> refusals =
        List.of(
            told().origin("POST", "/v1/chat/sessions/" + id + "/answers", wrong),
            told().origin("PATCH", "/v1/sessions/" + id, wrong),
            told().origin("POST", "/v1/feedback", wrong),
            told().internal("POST", id + "/turns", wrong),
            told().internal("PUT", id + "/answers/" + id, wrong),
            told().internal("PUT", id + "/answers/" + id + "/end", wrong),
            told().internal("PUT", id + "/title", wrong));

    assertThat(refusals).allMatch(refusal -> refusal.statusCode() >= 400);
    told().nothingIsGivenAway();
  }

  @Test
  default void tokensThatAreWrong() throws Exception {
    Tokens tokens = new Tokens(told().platform().issuer());
    String expired = tokens.expired(told().hatch("name of somebody late"));
    String forged =
        told().token().substring(0, told().token().lastIndexOf('.') + 1)
            + told().hatch("signature");
    for (String wrong :
        List.of(expired, forged, told().workload(), "eyJ." + told().hatch("nonsense"), "")) {
      if (!wrong.isEmpty()) {
        told().mark("wrong token", wrong);
      }
      for (String path : List.of("/v1/models", "/v1/sessions", "/v1/feedback")) {
        HttpRequest.Builder request =
            told().request(told().platform().origin().resolve(path), wrong);
        assertThat(told().send(request.GET()).statusCode()).isEqualTo(401);
      }
    }
    HttpRequest.Builder outside =
        told()
            .request(told().platform().origin().resolve("/v1/sessions"), told().token())
            .setHeader("X-Origin-Verify", told().hatch("wrong origin-verify value"));
    assertThat(told().send(outside).statusCode()).isEqualTo(403);
    told().nothingIsGivenAway();
  }

  @Test
  default void queriesThatAreWrong() throws Exception {
    String stray = told().hatch("page token");

    assertThat(told().origin("GET", "/v1/sessions?next_token=" + stray, null).statusCode())
        .isEqualTo(400);
    assertThat(told().origin("GET", "/v1/feedback?next_token=" + stray, null).statusCode())
        .isEqualTo(400);
    told().nothingIsGivenAway();
  }
}
