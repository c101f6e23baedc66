package dev.cloister.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cloister.edge.identity.Subject;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service's own token: what happens where history-service no longer accepts it. */
@QuarkusTest
class HistoryGatewayTest {

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<String> doors = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  @Inject Instance<OidcClient> oidc;
  private Path file;
  private HttpServer history;

  /** Refuses the first token that it sees, for ever. */
  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(Files.createTempFile("workload", ".token"), "old");
    history = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    history.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          boolean refused = seen.isEmpty() || seen.getFirst().equals(token);
          seen.add(token);
          doors.add(exchange.getRequestHeaders().getFirst("X-Origin-Verify"));
          requests.add(exchange.getRequestHeaders().getFirst("X-Request-Id"));
          Files.writeString(file, "renewed");
          exchange.sendResponseHeaders(refused ? 401 : 204, -1);
          exchange.close();
        });
    history.start();
  }

  @AfterEach
  void stop() throws IOException {
    history.stop(0);
    Files.delete(file);
  }

  @Test
  void aRefusedTokenIsReadAgainFromItsFile() {
    call(Optional.of(file));

    assertThat(seen).containsExactly("Bearer old", "Bearer renewed");
  }

  @Test
  void aRefusedTokenIsAskedForAgain() {
    call(Optional.empty());

    assertThat(seen).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void everyCallShowsTheNewestSecretOfTheFrontDoor() {
    call(Optional.empty());

    assertThat(doors).hasSize(2).containsOnly("a secret of the front door");
  }

  @Test
  void everyCallNamesTheRequestThatItIsFor() {
    call(Optional.empty());

    assertThat(requests).hasSize(2).containsOnly("a-request");
  }

  private void call(Optional<Path> tokenFile) {
    var uri = URI.create("http://127.0.0.1:" + history.getAddress().getPort());
    var config = new Settings(uri, Duration.ofSeconds(5), Duration.ofSeconds(8), tokenFile);
    var door = Optional.of(List.of("a secret of the front door", "the one before"));
    new HistoryGateway(config, new WorkloadIdentity(config, oidc), door)
        .title(new Asker(new Subject("somebody"), "a-request"), UUID.randomUUID(), "A title")
        .await()
        .indefinitely();
  }

  private record Settings(URI url, Duration timeout, Duration beginWithin, Optional<Path> tokenFile)
      implements HistoryConfig {}
}
