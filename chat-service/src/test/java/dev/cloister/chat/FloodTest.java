package dev.cloister.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Connections over the limit are closed, whether they are silent, have said half a request or a
 * whole one. They harm nobody who is there.
 */
@QuarkusTest
@TestProfile(Narrow.class)
class FloodTest {

  private static final int OVER = 300;
  private static final List<String> SAID =
      List.of("", "GET /v1/mod", "GET /v1/models HTTP/1.1\r\nHost: test\r\n\r\n");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String mark = "mark-" + UUID.randomUUID();

  private final URI server = Api.server();

  private final URI management = Api.management();

  @Test
  void aFloodOfConnectionsHarmsNobodyWhoIsThere() throws Exception {
    Api.bedrock().order(mark, new Fault.Stall(2, 5_000L), new Fault.Pace(0, 1000));
    var stream = Api.newUser().events(Api.newSession(), Map.of("text", mark));
    assertThat(stream.take(2))
        .extracting(Events.Event::name)
        .containsExactly("started", "textDelta");
    var flood = new ArrayList<RawHttp>();
    var closed = new CountDownLatch(OVER);
    try {
      for (int i = 0; i < Narrow.CONNECTIONS + OVER; i++) {
        RawHttp http = RawHttp.to(server).say(SAID.get(i % SAID.size()));
        flood.add(http);
        Thread.ofVirtual().start(() -> countClose(http, closed));
      }

      assertThat(closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(ready()).isEqualTo(200);
      assertThat(stream.rest().getLast().name()).isEqualTo("finished");
    } finally {
      for (RawHttp http : flood) {
        http.close();
      }
    }
    await().atMost(PATIENCE).ignoreExceptions().until(() -> models() == 200);
  }

  private static void countClose(RawHttp http, CountDownLatch closed) {
    try {
      http.awaitClose();
      closed.countDown();
    } catch (IOException e) {
      // The test was not that patient.
    }
  }

  private static int models() {
    return Api.newUser().get("/v1/models").statusCode();
  }

  private int ready() throws IOException, InterruptedException {
    var uri = management.resolve("/q/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
