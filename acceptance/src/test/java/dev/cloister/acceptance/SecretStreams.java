package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What goes from pod to pod through Valkey, and what opens that. */
interface SecretStreams {

  Duration PATIENCE = Duration.ofSeconds(60);
  Pattern ID = Pattern.compile("\"id\" ?: ?\"([0-9a-f-]{36})\"");

  Talkative told();

  @Test
  default void anAnswerThatAnotherPodTells() throws Exception {
    told().valkey();
    String question = told().hatch("question of two pods");
    told().bedrock().order(question, new Fault.Text(told().hatch("answer of two pods")));
    URI first = told().platform().url("chat-service");
    String id = id(told().ask(first, UUID.randomUUID(), Talkative.question(question), null));

    await().atMost(PATIENCE).until(() -> second("GET", id).body().contains("event: finished"));
    second("DELETE", id);
    told().nothingIsGivenAway();
  }

  @Test
  default void whileValkeyIsGoneOrTakesAnotherPassword() throws Exception {
    ValkeyServer valkey = told().valkey();
    String question = told().hatch("question without Valkey");
    told().bedrock().order(question, new Fault.Text(told().hatch("answer without Valkey")));
    valkey.crash();
    try {
      URI first = told().platform().url("chat-service");
      String id = id(told().ask(first, UUID.randomUUID(), Talkative.question(question), null));
      assertThat(second("GET", id).statusCode()).isEqualTo(503);
      valkey.restart(told().hatch("Valkey's other password"));
      assertThat(second("GET", id).statusCode()).isEqualTo(503);
      told().nothingIsGivenAway();
    } finally {
      valkey.crash();
      valkey.restart();
    }
    // Later tests find it as it was.
    String unknown = UUID.randomUUID().toString();
    await().atMost(PATIENCE).until(() -> second("GET", unknown).statusCode() == 404);
    told().nothingIsGivenAway();
  }

  private HttpResponse<String> second(String method, String answer) throws Exception {
    URI pod = told().platform().url("chat-service.second");
    String path = "/v1/chat/answers/" + answer + (method.equals("GET") ? "/events" : "");
    var request = told().request(pod.resolve(path), told().token());
    return told().send(method.equals("GET") ? request.GET() : request.DELETE());
  }

  private static String id(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    var id = ID.matcher(answer.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }
}
