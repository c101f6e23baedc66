package dev.cloister.history.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.history.Api;
import dev.cloister.localcloud.testkit.attack.Promise;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A bucket whose connections end, as idle ones do, just when an object's head has been sent. */
@QuarkusTest
@TestProfile(ConnectionsThatDieTest.Bucket.class)
@Promise(9)
class ConnectionsThatDieTest {

  @Test
  void itIsTriedAgainAndThenSaidThatTheStoreDoesNotAnswer() {
    Api alice = Api.somebody();
    String session = Api.id();
    String answer = alice.turn(session, "Hello");
    String large = "{\"text\":\"" + "x".repeat(400_000) + "\",\"revision\":1}";
    var reply = alice.internal("PUT", session + "/answers/" + answer, large);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.retryAfter()).isNotNull();
    assertThat(Bucket.PUTS).hasValueGreaterThan(1);
  }

  /** Serves everything with an empty 200, but hangs up where an object comes. */
  public static class Bucket implements QuarkusTestProfile {

    static final AtomicInteger PUTS = new AtomicInteger();

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> accept(server));
        return Map.of("quarkus.s3.endpoint-override", "http://127.0.0.1:" + server.getLocalPort());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void accept(ServerSocket server) {
      try {
        while (true) {
          Socket connection = server.accept();
          Thread.startVirtualThread(() -> serve(connection));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void serve(Socket connection) {
      try (connection) {
        for (String head = head(connection); !head.isEmpty(); head = head(connection)) {
          if (head.startsWith("PUT") && head.contains("/sessions/")) {
            PUTS.incrementAndGet();
            return;
          }
          connection
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes());
        }
      } catch (IOException e) {
        // The client has left.
      }
    }

    private static String head(Socket connection) throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = connection.getInputStream().read();
        if (octet < 0) {
          return "";
        }
        head.append((char) octet);
      }
      return head.toString();
    }
  }
}
