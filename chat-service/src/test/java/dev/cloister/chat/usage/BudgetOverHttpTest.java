package dev.cloister.chat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.FaultOrder;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Budgets as whoever asks meets them: ten questions of a known size fit into a day. */
@QuarkusTest
@TestProfile(BudgetOverHttpTest.TenQuestions.class)
class BudgetOverHttpTest {

  private static final int OUTPUT = 1000;

  /** Half of a hundred letters, and what surrounds them. */
  private static final int READ = 50 + 8;

  private static final int QUESTION = READ + OUTPUT;

  private static final int LIMIT = 11 * QUESTION - 1;

  /** Ten questions a day. */
  public static final class TenQuestions implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.budgets.tokens-per-day", "" + LIMIT,
          "cloister.models.max-output-tokens", "" + OUTPUT);
    }
  }

  private final Api user = Api.newUser();
  private final String mark =
      new Random()
          .ints(20, 'a', 'z' + 1)
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
  private final String question = mark + "x".repeat(80);

  @Promise(12)
  @Test
  void ofAHundredQuestionsAtOnceTenAreAnsweredAndNinetyStoreNothing() throws Exception {
    Api.bedrock().order(FaultOrder.on(mark, new Fault.Stall(2, 600_000L)).times(100));
    var sessions = new ArrayList<String>();
    var asked = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        String session = Api.newSession();
        sessions.add(session);
        asked.add(CompletableFuture.supplyAsync(() -> ask(session), threads));
      }
    }

    int answered = 0;
    var running = new ArrayList<Events>();
    for (int i = 0; i < 100; i++) {
      var response = asked.get(i).join();
      if (response.statusCode() == 200) {
        answered++;
        running.add(new Events(response.body()));
      } else {
        assertRefused(response);
        assertThat(user.history(sessions.get(i)).isNull()).isTrue();
      }
    }

    assertThat(answered).isEqualTo(10);
    assertThat(today("used")).isEqualTo(10 * QUESTION);
    assertThat(modelCalls()).isEqualTo(10);
    assertThat(Api.newUser().ask(Api.newSession(), Map.of("text", "Hello")).statusCode())
        .isEqualTo(200);

    for (Events events : running) {
      user.delete("/v1/chat/answers/" + events.next().data().get("id").asText());
      assertThat(events.rest().getLast().name()).isEqualTo("stopped");
    }
    assertThat(today("used")).isLessThan(10L * QUESTION).isPositive();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              JsonNode usage = usage("chat");
              assertThat(usage.get("answers").asInt()).isEqualTo(10);
              assertThat(usage.get("stopped").asInt()).isEqualTo(10);
              assertThat(usage.get("estimatedAnswers").asInt()).isEqualTo(10);
            });
  }

  @Test
  void whatBedrockCountedTakesThePlaceOfWhatWasReserved() {
    List<Event> events = user.events(Api.newSession(), Map.of("text", question)).rest();
    long counted = events.getLast().data().at("/content/usage/totalTokens").asLong();

    assertThat(counted).isPositive();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(titles()).isPositive();
              assertThat(today("used")).isEqualTo(counted + titles());
            });
    JsonNode chat = usage("chat");
    assertThat(chat.get("finished").asInt()).isEqualTo(1);
    assertThat(chat.get("estimatedAnswers").asInt()).isZero();
    assertThat(chat.get("inputTokens").asLong() + chat.get("outputTokens").asLong())
        .isEqualTo(counted);
  }

  /** Or whoever stops each answer just before its end would have several budgets. */
  @Promise(12)
  @Test
  void whatNobodyCountedIsSettledAtItsBound() {
    Api.bedrock().order(mark, new Fault.Text("1234567890"), new Fault.NoUsage());
    user.events(Api.newSession(), Map.of("text", question)).rest();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(titles()).isPositive();
              assertThat(today("used")).isEqualTo(READ + 10 + titles());
            });
    assertThat(usage("chat").get("estimatedTokens").asLong()).isEqualTo(2 * READ / 3 + 1 + 7);
  }

  @Test
  void aRefusalSaysWhatIsUsedAndWhenItResets() {
    String tooLong = "x".repeat(2 * LIMIT);
    JsonNode never = Api.read(user.ask(Api.newSession(), Map.of("text", tooLong)));
    assertThat(never.get("type").asText()).isEqualTo("urn:cloister:problem:budget-exceeded");
    assertThat(never.get("detail").asText()).contains("your limit is " + LIMIT);
    assertThat(never.has("retryAfterSeconds")).isFalse();

    user.events(Api.newSession(), Map.of("text", question)).rest();
    // Fits into a day of which nothing is used.
    var response = user.ask(Api.newSession(), Map.of("text", "x".repeat(2 * (LIMIT - 1012))));
    JsonNode now = assertRefused(response);
    assertThat(now.at("/budget/name").asText()).isEqualTo("tokensPerDay");
    assertThat(now.at("/budget/limit").asLong()).isEqualTo(LIMIT);
    assertThat(now.at("/budget/used").asLong()).isPositive();
    assertThat(now.at("/budget/resetsAt").asText()).endsWith("T00:00:00Z");
  }

  /** It costs nothing, so nothing can forbid it. */
  @Promise(6)
  @Test
  void aRepeatHasItsAnswerWhenTheBudgetIsUsedUp() {
    String session = Api.newSession();
    Map<String, String> most = Map.of("text", "x".repeat(2 * (LIMIT - 1100)));
    List<Event> before = user.events(session, most, "Idempotency-Key", "key").rest();
    assertRefused(user.ask(Api.newSession(), most, "Idempotency-Key", "key"));
    assertRefused(user.ask(session, most, "Idempotency-Key", "another"));

    List<Event> again = user.events(session, most, "Idempotency-Key", "key").rest();
    assertThat(again).isEqualTo(before);
  }

  @Test
  void theConversationBeforeIsCutToWhatTheBudgetAllows() {
    String session = Api.newSession();
    String early = "early ".repeat(1000);
    for (int i = 0; i < 3; i++) {
      Api.bedrock().order(early, new Fault.Text("short"));
      user.events(session, Map.of("text", early)).rest();
    }
    user.events(session, Map.of("text", question)).rest();

    assertThat(today("used")).isLessThanOrEqualTo(LIMIT);
    assertThat(Api.bedrock().lastRequest(mark).messages()).isLessThan(7);
  }

  private HttpResponse<InputStream> ask(String session) {
    return user.ask(session, Map.of("text", question));
  }

  private JsonNode assertRefused(HttpResponse<InputStream> response) {
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValueAsLong("Retry-After").orElse(0))
        .isBetween(1L, 24L * 3600 + 1);
    JsonNode problem = Api.read(response);
    assertThat(problem.get("type").asText()).isEqualTo("urn:cloister:problem:budget-exceeded");
    return problem;
  }

  private long today(String member) {
    return Api.read(user.get("/v1/usage")).at("/budget/tokensPerDay/" + member).asLong();
  }

  private long titles() {
    JsonNode titles = usage("title");
    return titles.path("inputTokens").asLong() + titles.path("outputTokens").asLong();
  }

  private JsonNode usage(String useCase) {
    for (JsonNode entry : Api.read(user.get("/v1/usage")).get("usage")) {
      if (entry.get("useCase").asText().equals(useCase)) {
        return entry;
      }
    }
    throw new AssertionError("no usage for " + useCase);
  }

  private long modelCalls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> question.equals(r.lastUserText()))
        .filter(r -> r.operation().equals("ConverseStream"))
        .count();
  }
}
