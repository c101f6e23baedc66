package dev.cloister.chat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.chat.budget.ForgetfulClient;
import dev.cloister.chat.store.Table;
import dev.cloister.chat.store.UsageTableConfig;
import dev.cloister.edge.identity.Subject;
import dev.cloister.localcloud.testkit.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Usage is recorded whatever becomes of an answer, and nothing is counted twice. */
@QuarkusTest
class UsageTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Tally ONE = Tally.estimated(Outcome.FAILED, 3, 4);

  private final Api user = Api.newUser();
  private final String mark = "mark-" + UUID.randomUUID();
  private final DynamoDbClient client;
  private final UsageTableConfig config;

  UsageTest(DynamoDbClient client, UsageTableConfig config) {
    this.client = client;
    this.config = config;
  }

  @Test
  void aFinishedAnswerCountsAsBedrockSays() {
    List<Event> events = user.events(Api.newSession(), Map.of("text", mark)).rest();
    JsonNode usage = ended("chat");
    JsonNode counted = events.getLast().data().at("/content/usage");
    assertThat(usage.get("answers").asInt()).isEqualTo(1);
    assertThat(usage.get("finished").asInt()).isEqualTo(1);
    assertThat(usage.get("inputTokens")).isEqualTo(counted.get("inputTokens"));
    assertThat(usage.get("outputTokens")).isEqualTo(counted.get("outputTokens"));
    assertThat(usage.get("estimatedAnswers").asInt()).isZero();
    assertThat(usage.get("day").asText()).isEqualTo(LocalDate.now(Clock.systemUTC()).toString());
    assertThat(usage.has("user")).isFalse();
    assertThat(ended("title").get("finished").asInt()).isEqualTo(1);
  }

  /** So it is counted, too, where its pod is killed before it can count the end. */
  @Test
  void anAnswerIsCountedWhenItBegins() {
    Api.bedrock().order(mark, new Fault.Stall(5, 600_000L));
    Events events = user.events(Api.newSession(), Map.of("text", mark));
    String id = events.take(6).getFirst().data().get("id").asText();

    JsonNode begun = awaited("chat");
    assertThat(begun.get("answers").asInt()).isEqualTo(1);
    assertThat(ends(begun)).isZero();
    assertThat(begun.get("inputTokens").asInt()).isPositive();
    assertThat(begun.get("estimatedTokens")).isEqualTo(begun.get("inputTokens"));

    user.delete("/v1/chat/answers/" + id);
    events.rest();
    JsonNode ended = ended("chat");
    assertThat(ended.get("answers").asInt()).isEqualTo(1);
    assertThat(ended.get("stopped").asInt()).isEqualTo(1);
    assertThat(ended.get("inputTokens")).isEqualTo(begun.get("inputTokens"));
  }

  @Test
  void aStoppedAnswerIsEstimatedFromItsText() {
    Api.bedrock().order(mark, new Fault.Stall(5, 600_000L));
    Events events = user.events(Api.newSession(), Map.of("text", mark));
    String id = events.take(6).getFirst().data().get("id").asText();
    user.delete("/v1/chat/answers/" + id);
    events.rest();

    JsonNode usage = ended("chat");
    assertThat(usage.get("stopped").asInt()).isEqualTo(1);
    assertThat(usage.get("estimatedAnswers").asInt()).isEqualTo(1);
    assertThat(usage.get("inputTokens").asInt()).isPositive();
    assertThat(usage.get("outputTokens").asInt()).isPositive();
    assertThat(usage.get("estimatedTokens").asInt())
        .isEqualTo(usage.get("inputTokens").asInt() + usage.get("outputTokens").asInt());
  }

  @Test
  void aBrokenAnswerIsCounted() {
    Api.bedrock().order(mark, new Fault.Cut(3));
    user.events(Api.newSession(), Map.of("text", mark)).rest();
    JsonNode usage = ended("chat");
    assertThat(usage.get("failed").asInt()).isEqualTo(1);
    assertThat(usage.get("outputTokens").asInt()).isPositive();
    assertThat(usage.get("estimatedAnswers").asInt()).isEqualTo(1);
  }

  @Test
  void aBlockedAnswerIsCounted() {
    Api.bedrock().order(mark, new Fault.Guardrail());
    user.events(Api.newSession(), Map.of("text", mark)).rest();
    assertThat(ended("chat").get("blocked").asInt()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBedrockRefusedCostNothing() {
    Api.bedrock().order(mark, new Fault.Throttle(7));
    assertThat(user.ask(Api.newSession(), Map.of("text", mark)).statusCode()).isEqualTo(429);
    JsonNode usage = ended("chat");
    assertThat(usage.get("failed").asInt()).isEqualTo(1);
    assertThat(usage.get("inputTokens").asInt()).isZero();
    assertThat(usage.get("estimatedAnswers").asInt()).isZero();
  }

  @Test
  void aWriteWhoseReplyWasLostCountsOnce() {
    var forgetful = new ForgetfulClient(client);
    var store = store(forgetful.client());
    var key = key(somebody(), LocalDate.now(Clock.systemUTC()));
    forgetful.loseRepliesOf("TransactWriteItems", 2);

    store.add(key, ONE, UUID.randomUUID().toString());

    assertThat(forgetful.lost()).isEqualTo(2);
    assertThat(store.of(key.user(), key.day(), key.day()).getFirst().counts()).isEqualTo(ONE);
  }

  @Test
  void whatComesAtOnceIsAddedUp() {
    var store = store(client);
    var key = key(somebody(), LocalDate.now(Clock.systemUTC()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var pods = List.of(new UsageWriter(store, threads), new UsageWriter(store, threads));
      for (int i = 0; i < 500; i++) {
        pods.get(i % 2).add(key, ONE);
      }
    }
    Tally counts = store.of(key.user(), key.day(), key.day()).getFirst().counts();
    assertThat(counts.answers()).isEqualTo(500);
    assertThat(counts.tokens()).isEqualTo(3500);
  }

  @Test
  void aTableThatIsAwayGetsItAllWhenItIsBack() {
    var forgetful = ForgetfulClient.withoutRetries(client);
    var key = key(somebody(), LocalDate.now(Clock.systemUTC()));
    forgetful.failAll(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer = writer(forgetful, threads);
      writer.add(key, ONE);
      await().atMost(SOON).until(() -> forgetful.failed() > 40);
      writer.add(key, ONE);
      assertThat(writer.unfinished()).isEqualTo(1);
      forgetful.failAll(false);
      await().atMost(SOON).until(() -> writer.unfinished() == 0);
    }
    assertThat(store(client).of(key.user(), key.day(), key.day()).getFirst().counts())
        .isEqualTo(ONE.plus(ONE));
  }

  /** A pod that goes does not wait for a table for longer than it may. */
  @Test
  void aPodThatGoesGivesUp() {
    var forgetful = ForgetfulClient.withoutRetries(client);
    forgetful.failAll(true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer = writer(forgetful, threads);
      writer.add(key(somebody(), LocalDate.now(Clock.systemUTC())), ONE);
      await().atMost(SOON).until(() -> forgetful.failed() > 0);
      writer.giveUp();
      await().atMost(SOON).until(() -> writer.unfinished() == 0);
    }
  }

  @Test
  void aDaysUsageIsListedInPagesWithoutGapOrRepeat() {
    var store = store(client);
    var day = LocalDate.now(Clock.systemUTC()).minusDays(100); // No other test writes there.
    var users = new ArrayList<Subject>();
    for (int i = 0; i < 40; i++) {
      Subject somebody = somebody();
      users.add(somebody);
      store.add(key(somebody, day), ONE, UUID.randomUUID().toString());
    }
    var admin = Api.withToken(Api.tokens().user("admin"));
    var seen = new ArrayList<String>();
    String token = null;
    do {
      String next = token == null ? "" : "&next_token=" + token;
      JsonNode page = Api.read(admin.get("/v1/admin/usage?day=" + day + "&limit=7" + next));
      page.get("usage").forEach(u -> seen.add(u.get("user").asText()));
      token = page.path("next_token").asText(null);
    } while (token != null);

    assertThat(new HashSet<>(seen)).hasSize(seen.size());
    assertThat(seen).containsAll(users.stream().map(Subject::value).toList());
  }

  @Test
  void whatIsTooOldIsNotShownEvenWhereItIsStillThere() {
    var admin = Api.withToken(Api.tokens().user("admin"));
    var store = store(client);
    Subject somebody = somebody();
    LocalDate oldest = LocalDate.now(Clock.systemUTC()).minusDays(config.retention().toDays());
    store.add(key(somebody, oldest), ONE, UUID.randomUUID().toString());
    store.add(key(somebody, oldest.minusDays(1)), ONE, UUID.randomUUID().toString());

    String range = "?from=" + oldest.minusDays(5) + "&to=" + oldest.plusDays(5);
    JsonNode shown = Api.read(admin.get("/v1/admin/usage/" + somebody + range)).get("usage");
    assertThat(shown).hasSize(1);
    assertThat(shown.get(0).get("day").asText()).isEqualTo(oldest.toString());
    assertThat(Api.read(admin.get("/v1/admin/usage?day=" + oldest.minusDays(1))).get("usage"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/usage?from=yesterday,                       from",
    "/v1/usage?from=2026-13-01,                      from",
    "/v1/usage?to=2026-1-1,                          to",
    "/v1/usage?to=%2B12026-01-01,                    to",
    "/v1/usage?from=2026-03-02&to=2026-03-01,        from",
    "/v1/usage?from=2026-01-01&to=2026-04-03,        from",
    "/v1/admin/usage?day=x,                          day",
    "/v1/admin/usage?limit=0,                        limit",
    "/v1/admin/usage?limit=1001,                     limit",
    "/v1/admin/usage?next_token=x,                   next_token",
    "/v1/admin/usage/%00,                            userId",
    "/v1/admin/budgets?limit=-1,                     limit",
    "/v1/admin/budgets?next_token=AAAA,              next_token"
  })
  void aBadParameterIsNamed(String path, String field) {
    var response = Api.withToken(Api.tokens().user("admin")).get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Api.read(response).get("field").asText()).isEqualTo(field);
  }

  private UsageWriter writer(ForgetfulClient by, ExecutorService threads) {
    return new UsageWriter(store(by.client()), threads, Duration.ofMillis(20));
  }

  private UsageStore store(DynamoDbClient by) {
    return new UsageStore(new Table(by, config), config, Clock.systemUTC());
  }

  private static Subject somebody() {
    return new Subject("user-" + UUID.randomUUID());
  }

  private static UsageKey key(Subject user, LocalDate day) {
    return new UsageKey(user, day, "some.model", "chat");
  }

  /** What has been recorded for this user and use case, once it is. */
  private JsonNode awaited(String useCase) {
    return awaited(useCase, usage -> true);
  }

  private JsonNode ended(String useCase) {
    return awaited(useCase, usage -> ends(usage) > 0);
  }

  private JsonNode awaited(String useCase, Predicate<JsonNode> wanted) {
    return await()
        .atMost(SOON)
        .until(
            () -> {
              for (JsonNode usage : Api.read(user.get("/v1/usage")).get("usage")) {
                if (usage.get("useCase").asText().equals(useCase) && wanted.test(usage)) {
                  return usage;
                }
              }
              return null;
            },
            Objects::nonNull);
  }

  private static int ends(JsonNode usage) {
    return Stream.of("finished", "stopped", "blocked", "failed")
        .mapToInt(end -> usage.get(end).asInt())
        .sum();
  }
}
