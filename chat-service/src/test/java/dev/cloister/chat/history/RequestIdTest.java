package dev.cloister.chat.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.LossyProxy;
import dev.cloister.localcloud.testkit.LossyProxy.Fate;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that is done for a request in history-service is done there under the request's id. */
@QuarkusTest
class RequestIdTest {

  private final Api user = Api.newUser();
  private final String session = Api.newSession();
  private final String question = "whose request " + UUID.randomUUID();
  private final String id = "request-" + UUID.randomUUID();
  private final List<LossyProxy.Request> calls = new CopyOnWriteArrayList<>();
  @Inject Instance<OidcClient> oidc;
  private LossyProxy network;

  @BeforeEach
  void listen() throws IOException {
    network =
        new LossyProxy(
            URI.create(ConfigProvider.getConfig().getValue("cloister.history.url", String.class)));
    listen(r -> Fate.PASS);
  }

  @AfterEach
  void stop() {
    network.close();
  }

  @Test
  void fromTheQuestionToTheTitle() {
    patience(Duration.ofSeconds(8));
    // Slow enough for a checkpoint, long after the request's own thread has gone.
    Api.bedrock().order(question, new Fault.Pace(100_000, 60));

    String file = user.attach(session, "a.txt", "text/plain", new byte[] {'a'});

    var asked = Map.of("text", question, "attachments", List.of(file));
    user.events(session, asked, "X-Request-Id", id).rest();

    await().untilAsserted(() -> assertThat(called("title")).isTrue());
    assertThat(called("attachments(\\?.*)?")).isTrue();
    assertThat(called("attachments/" + file)).isTrue();
    assertThat(called("turns")).isTrue();
    assertThat(called("answers/[^/]+")).isTrue();
    assertThat(called("answers/[^/]+/end")).isTrue();
    assertThat(calls).extracting(LossyProxy.Request::requestId).containsOnly(id);
  }

  @Test
  void alsoWhereACallIsRepeated() {
    patience(Duration.ofSeconds(8));
    var lost = new AtomicInteger(2);
    listen(r -> lost.getAndDecrement() > 0 ? Fate.LOSE_REPLY : Fate.PASS);

    user.events(session, Map.of("text", question), "X-Request-Id", id).rest();

    assertThat(calls).hasSizeGreaterThan(3);
    assertThat(calls).extracting(LossyProxy.Request::requestId).containsOnly(id);
  }

  @Test
  void alsoWhereAQuestionIsGivenUp() {
    patience(Duration.ofSeconds(1));
    listen(r -> r.path().endsWith("/turns") ? Fate.FAIL_REPLY : Fate.PASS);

    var refusal = user.ask(session, Map.of("text", question), "X-Request-Id", id);

    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(Api.read(refusal).get("instance").asText()).isEqualTo(id);
    await().untilAsserted(() -> assertThat(called("turns/[^/]+/abandoned")).isTrue());
    assertThat(calls).extracting(LossyProxy.Request::requestId).containsOnly(id);
  }

  @Test
  void whatIsMadeHereWhereTheCallerHasNoneIsHandedOnToo() {
    patience(Duration.ofSeconds(8));

    HttpResponse<?> response = user.ask(session, Map.of("text", question));

    String made = response.headers().firstValue("X-Request-Id").orElseThrow();
    await().untilAsserted(() -> assertThat(called("title")).isTrue());
    assertThat(calls).extracting(LossyProxy.Request::requestId).containsOnly(made);
  }

  private boolean called(String what) {
    return calls.stream()
        .anyMatch(r -> r.path().matches("/internal/v1/sessions/" + session + "/" + what));
  }

  private void listen(Function<LossyProxy.Request, Fate> fates) {
    network.decide(
        request -> {
          // Titles of earlier tests come late, and through whatever client there is by then.
          if (request.path().contains(session)) {
            calls.add(request);
          }
          return fates.apply(request);
        });
  }

  private void patience(Duration beginWithin) {
    var config = new Settings(network.uri(), Duration.ofSeconds(5), beginWithin, Optional.empty());
    QuarkusMock.installMockForType(
        new HistoryGateway(config, new WorkloadIdentity(config, oidc), Optional.empty()),
        HistoryGateway.class);
  }

  private record Settings(URI url, Duration timeout, Duration beginWithin, Optional<Path> tokenFile)
      implements HistoryConfig {}
}
