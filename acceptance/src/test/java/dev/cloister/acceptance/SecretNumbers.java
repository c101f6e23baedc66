package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Tokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ratings, usage and budgets: who has them is told to whom it concerns and to nobody else. */
interface SecretNumbers {

  Talkative told();

  @Test
  default void ratings() throws Exception {
    String body =
        """
        {"session_id": "%s", "message_id": "%s", "rating": "thumbs_down",
         "reason": "other", "text_feedback": "%s"}
        """
            .formatted(UUID.randomUUID(), UUID.randomUUID(), told().hatch("feedback"));

    told().origin("POST", "/v1/feedback", body);
    told().origin("GET", "/v1/feedback", null);
    told().nothingIsGivenAway();
  }

  @Test
  default void usage() throws Exception {
    String question = told().hatch("question that is counted");
    told().bedrock().order(question, new Fault.Text(told().hatch("answer that is counted")));
    told().ask(UUID.randomUUID(), Talkative.question(question), null);

    assertThat(told().origin("GET", "/v1/usage", null).statusCode()).isEqualTo(200);
    String everybody = "/v1/admin/usage";
    assertThat(told().administrator("GET", everybody + "?limit=1", null).statusCode())
        .isEqualTo(200);
    assertThat(told().administrator("GET", everybody + "/" + told().user(), null).body())
        .contains("inputTokens");
    assertThat(told().origin("GET", everybody + "/" + told().user(), null).statusCode())
        .isEqualTo(403);
    String stray = told().hatch("day or page that there is not");
    for (String query : new String[] {"?day=", "?next_token=", "?limit="}) {
      assertThat(told().administrator("GET", everybody + query + stray, null).statusCode())
          .isEqualTo(400);
    }
    assertThat(told().origin("GET", "/v1/usage?from=" + stray, null).statusCode()).isEqualTo(400);
    told().nothingIsGivenAway();
  }

  @Test
  default void budgets() throws Exception {
    // Somebody else than who asks elsewhere: pods know a little later that a budget is gone.
    String poor = "poor-" + UUID.randomUUID();
    String budget = "/v1/admin/budgets/" + poor;
    String token = new Tokens(told().platform().issuer()).user(poor);

    assertThat(told().administrator("PUT", budget, "{\"tokensPerDay\":1}").statusCode())
        .isEqualTo(200);
    try {
      assertThat(told().administrator("GET", budget, null).body()).contains("tokensPerDay");
      assertThat(told().administrator("GET", "/v1/admin/budgets?limit=1", null).statusCode())
          .isEqualTo(200);
      String question = Talkative.question(told().hatch("question that there is no budget for"));
      // The other pod knows a little later.
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> told().ask(token, question).statusCode() >= 400);
    } finally {
      assertThat(told().administrator("DELETE", budget, null).statusCode()).isEqualTo(204);
    }
    told().nothingIsGivenAway();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"tokensPerDay\": \"%s",
        "{\"concurrentAnswers\": {\"%s\": 1}}",
        "{\"tokensPerDay\": \"%s\"}",
        "%s"
      })
  default void budgetsThatAreWrong(String body) throws Exception {
    String wrong = body.replace("%s", told().hatch("wrong budget"));
    String budget = "/v1/admin/budgets/" + told().hatch("name of somebody with a budget");

    assertThat(told().administrator("PUT", budget, wrong).statusCode()).isEqualTo(400);
    assertThat(told().origin("PUT", budget, wrong).statusCode()).isEqualTo(403);
    var pod = told().platform().url("chat-service").resolve(budget);
    var service = told().request(pod, told().workload()).PUT(BodyPublishers.ofString(wrong));
    assertThat(told().send(service).statusCode()).isEqualTo(401);
    String list = "/v1/admin/budgets?next_token=" + told().hatch("page token of budgets");
    assertThat(told().administrator("GET", list, null).statusCode()).isEqualTo(400);
    told().nothingIsGivenAway();
  }
}
