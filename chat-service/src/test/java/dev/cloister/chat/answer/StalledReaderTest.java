package dev.cloister.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.chat.Api;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.State;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A reader that stops reading holds back its model, not the pod's memory. */
@QuarkusTest
@Promise(4)
class StalledReaderTest {

  /** Far more than fits between model and reader, and more than an answer may grow to. */
  private static final int FLOOD = 5_000_000;

  private static final Duration SOON = Duration.ofSeconds(20);

  private final String mark = "mark-" + UUID.randomUUID();
  private final String user = Api.tokens().user("user-" + UUID.randomUUID());

  @Test
  void aFloodWaitsForItsStalledReaderAndEndsWhenTheReaderLeaves() throws IOException {
    Api.bedrock().order(mark, new Fault.Flood(FLOOD));
    try (Socket socket = connect()) {
      socket.setReceiveBufferSize(4096);
      ask(socket);
      readUntil(socket.getInputStream(), "event: textDelta");

      awaitStall();
      assertThat(call().state()).isEqualTo(State.OPEN);
      assertThat(written()).isLessThan(FLOOD / 10);
    }
    // Nobody listens now, so the answer runs on to its own bound.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(call().state()).isEqualTo(State.CANCELLED));
    assertThat(written()).isLessThan(FLOOD / 2);
  }

  @Test
  void whoLeavesBeforeTheModelBeginsHoldsNothingBack() throws IOException {
    Api.bedrock().order(mark, new Fault.Latency(2000), new Fault.Flood(30_000));
    try (Socket socket = connect()) {
      ask(socket);
      await().atMost(SOON).until(() -> call() != null);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(call().state()).isEqualTo(State.FINISHED));
  }

  @Test
  void aStalledReaderHoldsBackNoOtherAnswer() throws IOException {
    Api.bedrock().order(mark, new Fault.Flood(FLOOD));
    try (Socket socket = connect()) {
      socket.setReceiveBufferSize(4096);
      ask(socket);
      readUntil(socket.getInputStream(), "event: textDelta");
      awaitStall();

      // Enough of them that some share an event loop, and so a connection, with the stalled one.
      for (int i = 0; i < 16; i++) {
        String other = "other-" + UUID.randomUUID();
        Api.bedrock().order(other, new Fault.Pace(0, 10));
        try (Socket reader = connect()) {
          reader.setSoTimeout((int) SOON.toMillis());
          ask(reader, other);
          readUntil(reader.getInputStream(), "event: finished");
        }
      }
    }
  }

  private static Socket connect() throws IOException {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private void awaitStall() {
    var before = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(written()).isEqualTo(before.getAndSet(written())).isPositive());
  }

  private void ask(Socket socket) throws IOException {
    ask(socket, mark);
  }

  private void ask(Socket socket, String question) throws IOException {
    String body = "{\"text\":\"" + question + "\"}";
    String request =
        "POST /v1/chat/sessions/"
            + Api.newSession()
            + "/answers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + user
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  private static void readUntil(InputStream in, String wanted) throws IOException {
    var seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int next = in.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
  }

  private long written() {
    return call().tokensWritten();
  }

  private Streams.Request call() {
    return Api.bedrock().lastRequest(mark);
  }
}
