package dev.cloister.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Tokens;
import dev.cloister.localcloud.testkit.attack.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Models that flood readers who have stopped reading, all in one chat-service. */
@Promise(4)
class StalledReadersTest {

  private static final int READERS = 12;
  private static final int FLOOD = 5_000_000;
  private static final long MOST_KIB = 512 * 1024;

  /** Of each reader: what the service, both connections and the kernel may hold of it. */
  private static final int MOST_TAKEN = 60_000;

  private final String mark = "mark-" + UUID.randomUUID();

  @Test
  void theirModelsAreHeldBackAndMemoryStaysFlat() throws Exception {
    RunningPlatform platform = RunningPlatform.shared();
    StandIn bedrock = new StandIn(platform.bedrock());
    String token = new Tokens(platform.issuer()).user("p-" + UUID.randomUUID());
    long before = residentKib(platform);
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < READERS; i++) {
        bedrock.order(mark + "-" + i, new Fault.Flood(FLOOD));
        Socket reader = connect(platform);
        readers.add(reader);
        ask(reader, token, mark + "-" + i);
        readUntil(reader.getInputStream(), "event: textDelta");
      }
      long taken = awaitPlateau(bedrock);
      long stalled = residentKib(platform);

      System.out.printf(
          "%d stalled readers: %,d of %,d tokens taken, chat-service from %d to %d MiB resident%n",
          READERS, taken, (long) READERS * FLOOD, before / 1024, stalled / 1024);
      assertThat(asked(bedrock)).hasSize(READERS);
      assertThat(asked(bedrock))
          .extracting(Streams.Request::state)
          .containsOnly(Streams.State.OPEN);
      assertThat(taken).isLessThan((long) READERS * MOST_TAKEN);
      assertThat(stalled).isLessThan(MOST_KIB);
    } finally {
      for (Socket reader : readers) {
        reader.close();
      }
    }
  }

  /** Until nothing more is taken for two seconds. */
  private long awaitPlateau(StandIn bedrock) {
    AtomicLong before = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofSeconds(2))
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(taken(bedrock)).isEqualTo(before.getAndSet(taken(bedrock))));
    return before.get();
  }

  private long taken(StandIn bedrock) {
    return asked(bedrock).stream().mapToLong(Streams.Request::tokensWritten).sum();
  }

  private List<Streams.Request> asked(StandIn bedrock) {
    return bedrock.streams().requests().stream()
        .filter(request -> request.lastUserText().startsWith(mark))
        .toList();
  }

  private static Socket connect(RunningPlatform platform) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096); // Before it connects, or the window is already larger.
    socket.connect(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), platform.url("chat-service").getPort()));
    return socket;
  }

  private static void ask(Socket socket, String token, String question) throws IOException {
    String body = "{\"text\":\"" + question + "\"}";
    String request =
        """
        POST /v1/chat/sessions/%s/answers HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: application/json
        Content-Length: %d

        """
            .formatted(UUID.randomUUID(), token, body.length())
            .replace("\n", "\r\n");
    socket.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
  }

  private static void readUntil(InputStream in, String wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(wanted) < 0) {
      int next = in.read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
  }

  /** As Linux counts it; 0 elsewhere. */
  private static long residentKib(RunningPlatform platform) throws IOException {
    Path status = Path.of("/proc", "" + platform.process("chat-service").pid(), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .sum();
  }
}
