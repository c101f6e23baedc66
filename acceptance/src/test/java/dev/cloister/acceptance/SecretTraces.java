package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a request brings along for tracing goes nowhere. */
interface SecretTraces {

  Talkative told();

  @Test
  default void whatTracersWouldHandOn() throws Exception {
    for (Map.Entry<String, String> wrong : wrongTracing()) {
      String canary = told().hatch("wrong " + wrong.getKey());
      String value = wrong.getValue().replace("%s", canary);
      for (HttpRequest.Builder request : requestsOfAllKinds(told())) {
        HttpResponse<String> response = told().send(request.setHeader(wrong.getKey(), value));
        // A list of one's own chats may tell other canaries, as their titles.
        assertThat(response.headers().map() + response.body()).doesNotContain(canary);
      }
    }
    told().nothingIsGivenAway();
  }

  private static List<Map.Entry<String, String>> wrongTracing() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    return List.of(
        Map.entry("traceparent", "%s"),
        Map.entry("traceparent", "00-%s-b7ad6b7169203331-01"),
        Map.entry("traceparent", "00-" + trace + "-%s-01"),
        Map.entry("traceparent", "cc-" + trace + "-b7ad6b7169203331-01-%s"),
        Map.entry("tracestate", "%s"),
        Map.entry("tracestate", "=%s,,@=%s"),
        Map.entry("baggage", "%s"),
        Map.entry("baggage", "a=%zz%s;;=%s,%s"),
        Map.entry("X-Amzn-Trace-Id", "%s"),
        Map.entry("X-Amzn-Trace-Id", "Root=%s;Parent=%s;Sampled=%s"),
        Map.entry("b3", "%s-1-%s"),
        // A harmless one of 128 characters at most is the request's id, and is told on purpose.
        Map.entry("X-Request-Id", "<%s>"),
        Map.entry("X-Request-Id", "%s %s"),
        Map.entry("X-Request-Id", "%s".repeat(4)));
  }

  /** Some that succeed and some that fail, at each service. */
  private static List<HttpRequest.Builder> requestsOfAllKinds(Talkative told) {
    URI origin = told.platform().origin();
    UUID id = UUID.randomUUID();
    URI answers = origin.resolve("/v1/chat/sessions/" + id + "/answers");
    URI turns =
        told.platform().url("history-service").resolve("/internal/v1/sessions/" + id + "/turns");
    return List.of(
        told.request(answers, told.token())
            .POST(BodyPublishers.ofString(Talkative.question("a question"))),
        told.request(answers, told.token()).POST(BodyPublishers.ofString("{")),
        told.request(origin.resolve("/v1/sessions"), told.token()),
        told.request(origin.resolve("/v1/sessions"), "no token"),
        told.request(origin.resolve("/v1/sessions/" + id), told.token()).DELETE(),
        told.request(turns, told.workload()).POST(BodyPublishers.ofString("{")),
        told.request(origin.resolve("/v1/feedback"), told.token()),
        told.request(origin.resolve("/v1/feedback"), told.token())
            .POST(BodyPublishers.ofString("{")));
  }
}
