package dev.cloister.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.LossyProxy;
import dev.cloister.localcloud.testkit.LossyProxy.Fate;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** history-service stores the question, and its reply is lost on the way. */
@QuarkusTest
@Promise(6)
class LostReplyTest {

  private static final int CALLERS = 32;

  private final Api user = Api.newUser();
  private final String session = Api.newSession();
  private final String mark = "lost " + UUID.randomUUID();
  private final String key = UUID.randomUUID().toString();
  @Inject Instance<OidcClient> oidc;
  private LossyProxy network;

  @BeforeEach
  void connect() throws IOException {
    network =
        new LossyProxy(
            URI.create(ConfigProvider.getConfig().getValue("cloister.history.url", String.class)));
    patience(Duration.ofSeconds(8));
  }

  @AfterEach
  void disconnect() {
    network.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"LOSE_REQUEST", "LOSE_REPLY", "HOLD_REPLY", "FAIL_REPLY"})
  void theCallIsRepeatedAndTheQuestionStoredOnce(Fate fate) {
    var lost = new AtomicInteger(1);
    network.decide(r -> isBegin(r) && lost.getAndDecrement() > 0 ? fate : Fate.PASS);

    List<Event> events = user.events(session, question(), "Idempotency-Key", key).rest();
    assertThat(lost).hasNonPositiveValue();
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).hasSize(1);
    assertThat(history()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"LOSE_REQUEST", "LOSE_REPLY", "HOLD_REPLY", "FAIL_REPLY"})
  void afterAllPatienceTheSameKeyStillGetsItsOneAnswer(Fate fate) {
    patience(Duration.ofSeconds(1));
    network.decide(r -> isBegin(r) ? fate : Fate.PASS);
    assertThat(ask().statusCode()).isEqualTo(503);
    assertThat(modelCalls()).isEmpty();
    network.decide(r -> Fate.PASS);

    List<Event> events = untilAnswered();
    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).hasSize(1);
    assertThat(history()).hasSize(2);
    assertThat(history().at("/1/id").asText())
        .isEqualTo(events.getFirst().data().get("messageId").asText());
    assertThat(history().at("/0/id").asText())
        .isEqualTo(events.getFirst().data().get("userMessageId").asText());
    assertThat(status()).isEqualTo("finished");
    assertThat(untilAnswered()).isEqualTo(events);
  }

  @Test
  void whatSomebodyOnTheWayRefusesIsNoWordOfHistorys() {
    network.decide(r -> isBegin(r) ? Fate.REFUSE : Fate.PASS);
    assertThat(ask().statusCode()).isEqualTo(503);
    network.decide(r -> Fate.PASS);

    assertThat(untilAnswered().getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).hasSize(1);
    assertThat(history()).hasSize(2);
  }

  @Test
  void aQuestionThatWasGivenUpIsShownAsInterrupted() {
    patience(Duration.ofSeconds(1));
    network.decide(r -> isBegin(r) ? Fate.LOSE_REPLY : Fate.PASS);
    assertThat(user.ask(session, question()).statusCode()).isEqualTo(503);
    await()
        .untilAsserted(
            () -> assertThat(history().at("/1/metadata/status").asText()).isEqualTo("interrupted"));
  }

  @Test
  void whatIsGivenUpWhileItIsLookedAtIsNoAnswer() {
    patience(Duration.ofSeconds(1));
    var lossy = new AtomicBoolean(true);
    var looked = new CompletableFuture<Void>();
    network.decide(
        request -> {
          if (request.path().endsWith("/abandoned")) {
            looked.join();
          } else if (request.method().equals("GET")) {
            looked.complete(null);
            await().until(() -> status().equals("interrupted"));
          }
          return isBegin(request) && lossy.get() ? Fate.LOSE_REPLY : Fate.PASS;
        });
    assertThat(ask().statusCode()).isEqualTo(503);
    lossy.set(false);

    assertThat(ask().statusCode()).isEqualTo(503);
    assertThat(untilAnswered().getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).hasSize(1);
    assertThat(history()).hasSize(2);
  }

  @Test
  void parallelCallsShareOneAnswerWhateverIsLost() {
    Api.bedrock().order(mark, new Fault.Pace(0, 20));
    var count = new AtomicInteger();
    network.decide(
        r -> isBegin(r) && count.incrementAndGet() % 2 == 1 ? Fate.LOSE_REPLY : Fate.PASS);

    assertOneAnswer(inParallel(this::untilAnswered));
  }

  @Test
  void parallelCallsShareATurnThatWasGivenUp() {
    Api.bedrock().order(mark, new Fault.Pace(0, 20));
    patience(Duration.ofSeconds(1));
    network.decide(r -> isBegin(r) ? Fate.LOSE_REPLY : Fate.PASS);
    assertThat(ask().statusCode()).isEqualTo(503);
    network.decide(r -> Fate.PASS);
    patience(Duration.ofSeconds(8));

    assertOneAnswer(inParallel(this::untilAnswered));
  }

  private void assertOneAnswer(List<List<Event>> answers) {
    assertThat(answers).hasSize(CALLERS);
    assertThat(answers).allSatisfy(events -> assertThat(events).isEqualTo(answers.getFirst()));
    assertThat(answers.getFirst().getLast().name()).isEqualTo("finished");
    assertThat(modelCalls()).hasSize(1);
    assertThat(history()).hasSize(2);
  }

  private static <T> List<T> inParallel(Callable<T> call) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<T>>();
      for (int i = 0; i < CALLERS; i++) {
        futures.add(threads.submit(call));
      }
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** What a client does: 503 says that the same request may be sent again. */
  private List<Event> untilAnswered() {
    HttpResponse<InputStream> response = ask();
    while (response.statusCode() == 503) {
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      response = ask();
    }
    assertThat(response.statusCode()).isEqualTo(200);
    return new Events(response.body()).rest();
  }

  private HttpResponse<InputStream> ask() {
    return user.ask(session, question(), "Idempotency-Key", key);
  }

  private Map<String, String> question() {
    return Map.of("text", mark);
  }

  private JsonNode history() {
    return user.history(session).path("history");
  }

  private String status() {
    return history().at("/1/metadata/status").asText();
  }

  private List<Streams.Request> modelCalls() {
    return Api.bedrock().streams().requests().stream()
        .filter(r -> mark.equals(r.lastUserText()) && r.operation().equals("ConverseStream"))
        .toList();
  }

  private static boolean isBegin(LossyProxy.Request request) {
    return request.path().endsWith("/turns");
  }

  private void patience(Duration beginWithin) {
    var config = new Settings(network.uri(), Duration.ofSeconds(2), beginWithin, Optional.empty());
    QuarkusMock.installMockForType(
        new HistoryGateway(config, new WorkloadIdentity(config, oidc), Optional.empty()),
        HistoryGateway.class);
  }

  private record Settings(URI url, Duration timeout, Duration beginWithin, Optional<Path> tokenFile)
      implements HistoryConfig {}
}
