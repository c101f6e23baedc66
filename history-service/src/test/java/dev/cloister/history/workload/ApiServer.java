package dev.cloister.history.workload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cloister.localcloud.testkit.LocalhostCertificate;
import dev.cloister.localcloud.testkit.TestKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a cluster's API server says of its keys: by TLS, with a certificate of the cluster's own, to
 * whoever has a service account's token. Beside it is an issuer of people on the same host.
 */
final class ApiServer {

  static final String KEYS = "/openid/v1/jwks";
  static final String KEYS_OF_PEOPLE = "/people/jwks";

  private final HttpsServer https;
  private final Path folder;
  private final LocalhostCertificate certificate;
  private final List<String> shownToPeople = new CopyOnWriteArrayList<>();
  private volatile TestKey key = TestKey.rsa();
  private final TestKey people = TestKey.rsa();

  private ApiServer(Path folder) throws Exception {
    this.folder = folder;
    this.https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    this.certificate = LocalhostCertificate.make(folder);
    replaceToken();
    https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    https.createContext(KEYS, this::keys);
    https.createContext(KEYS_OF_PEOPLE, this::keysOfPeople);
    https.start();
  }

  static ApiServer start() {
    try {
      return new ApiServer(Files.createTempDirectory("api-server-"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "https://localhost:" + https.getAddress().getPort();
  }

  /** The certificate that it is known by. */
  Path authority() {
    return certificate.certificate();
  }

  /** The file of the token that it wants to see. */
  Path token() {
    return folder.resolve("token");
  }

  /** Wants another token, and puts it where it is looked for, as the kubelet does. */
  void replaceToken() throws IOException {
    Files.writeString(token(), "token-" + System.nanoTime() + "\n");
  }

  TestKey key() {
    return key;
  }

  TestKey people() {
    return people;
  }

  /** Signs with another key from now on. */
  void rotate() {
    key = TestKey.rsa();
  }

  /** What {@code Authorization} said where the people's keys were asked for. */
  List<String> shownToPeople() {
    return shownToPeople;
  }

  private void keys(HttpExchange exchange) throws IOException {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    boolean known = ("Bearer " + Files.readString(token()).strip()).equals(shown);
    answer(exchange, known ? 200 : 401, known ? key.json() : "{}");
  }

  private void keysOfPeople(HttpExchange exchange) throws IOException {
    shownToPeople.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    answer(exchange, 200, people.json());
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    try (exchange) {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
