package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A model that is not available is left alone, and the others are used as before. */
@QuarkusTest
@TestProfile(BrokenModelTest.Quick.class)
class BrokenModelTest {

  private static final String BROKEN = "mistral.mistral-7b-instruct-v0:2";
  private static final String[] KEY = {"Idempotency-Key", "key"};
  private static final String WHOLE = "amazon.nova-lite-v1:0";

  public static final class Quick implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.answers.retries", "0",
          "cloister.bedrock.breaker.minimum-calls", "4",
          "cloister.bedrock.breaker.probes", "1",
          "cloister.bedrock.breaker.open-for", "10s",
          "cloister.answers.start-within", "60s");
    }
  }

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();

  private final URI management = Api.management();

  @Promise(11)
  @Test
  void anUnavailableModelIsLeftAloneAndTriedAgain() throws Exception {
    // Of other words, so that its title, which is written meanwhile, takes none of the refusals.
    Map<String, String> first = Map.of("text", "earlier", "modelId", BROKEN);
    String earlier = Api.newSession();
    List<Event> before = user.events(earlier, first, KEY).rest();
    Api.bedrock()
        .order(
            FaultOrder.on(mark, new Fault.Refuse(503, "ServiceUnavailableException", "down"))
                .times(3));
    for (int i = 0; i < 3; i++) {
      assertThat(ask(BROKEN, Api.newSession()).statusCode()).isEqualTo(503);
    }

    String session = Api.newSession();
    var refused = ask(BROKEN, session);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 10L);
    assertThat(Api.read(refused).get("detail").asText()).contains("take another");
    assertThat(calls()).isEqualTo(3);
    assertThat(user.history(session).isNull()).isTrue();
    assertThat(metrics())
        .contains("cloister_bedrock_breaker_state{model=\"" + BROKEN + "\"} 2.0")
        .contains("cloister_bedrock_breaker_refused_total{model=\"" + BROKEN + "\"} 1.0");

    List<Event> again = user.events(earlier, first, KEY).rest();
    assertThat(again).as("a repeat, whose answer is there").isEqualTo(before);
    assertThat(ask(BROKEN, Api.newSession(), KEY).statusCode()).isEqualTo(503);
    Map<String, String> other = Map.of("text", "other", "modelId", BROKEN);
    assertThat(user.ask(earlier, other, KEY).statusCode()).isEqualTo(409);

    assertThat(ask(WHOLE, Api.newSession()).statusCode()).isEqualTo(200);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(ask(BROKEN, Api.newSession()).statusCode()).isEqualTo(200));
    assertThat(metrics()).contains("cloister_bedrock_breaker_state{model=\"" + BROKEN + "\"} 0.0");
  }

  private HttpResponse<InputStream> ask(String model, String session, String... headers) {
    return user.ask(session, Map.of("text", mark, "modelId", model), headers);
  }

  private long calls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .count();
  }

  private String metrics() throws IOException, InterruptedException {
    var uri = management.resolve("/q/metrics");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
