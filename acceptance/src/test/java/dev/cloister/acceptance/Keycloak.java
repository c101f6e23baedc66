package dev.cloister.acceptance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Keycloak with the realm of {@code k8s/keycloak}, and somebody in it. */
record Keycloak(Process process, int port) implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A busy machine needs minutes. */
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  /** The subject of chat-service's own tokens. */
  static final String WORKLOAD = "5b1f0c52-0f3e-4a57-9d3a-0c1f0d8f6a11";

  private static final String ADMINISTRATOR = "keycloaks-administrator";

  /** Skips the test, and says so, where none was unpacked. */
  static Keycloak start(int port, URI origin, Path work) throws IOException {
    Path home = home();
    forget(home.resolve("data/h2"));
    Path realm = Files.createDirectories(home.resolve("data/import")).resolve("staff-realm.json");
    JSON.writeValue(realm.toFile(), withPeople());
    var builder =
        new ProcessBuilder(
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--cache=local")
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("keycloak.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1 -Xmx512m",
                "CLOISTER_ORIGIN",
                origin.toString(),
                "KEYCLOAK_ORIGIN",
                "http://127.0.0.1:" + port,
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMINISTRATOR));
    var keycloak = new Keycloak(builder.start(), port);
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> keycloak.process.isAlive() && !keycloak.keys().isEmpty());
    return keycloak;
  }

  private static void forget(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path home() throws IOException {
    Path unpacked = Path.of("target/keycloak").toAbsolutePath();
    assumeTrue(
        Files.isDirectory(unpacked), "Keycloak is not here; ./cloister test -Pkeycloak fetches it");
    try (Stream<Path> folders = Files.list(unpacked)) {
      Path home = folders.findFirst().orElseThrow();
      home.resolve("bin/kc.sh").toFile().setExecutable(true);
      return home;
    }
  }

  /** The realm as it is checked in, with a person and with what plays the cluster's tokens. */
  private static ObjectNode withPeople() throws IOException {
    var realm =
        (ObjectNode)
            JSON.readTree(RunningPlatform.CHECKOUT.resolve("k8s/keycloak/realm.json").toFile());
    realm
        .putArray("users")
        .addPOJO(
            Map.of(
                "username", "alice",
                "enabled", true,
                "email", "alice@corp.example",
                "firstName", "Alice",
                "lastName", "Example",
                "groups", List.of("/cloister-admins"),
                "credentials", List.of(Map.of("type", "password", "value", "alices-password"))))
        .addPOJO(
            Map.of(
                "id",
                WORKLOAD,
                "username",
                "service-account-chat-service",
                "enabled",
                true,
                "serviceAccountClientId",
                "chat-service"));
    realm
        .withArray("clients")
        .addPOJO(
            Map.of(
                "clientId",
                "chat-service",
                "secret",
                "local-secret",
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "protocolMappers",
                List.of(
                    Map.of(
                        "name", "audience",
                        "protocol", "openid-connect",
                        "protocolMapper", "oidc-audience-mapper",
                        "config",
                            Map.of(
                                "included.custom.audience", "history-service",
                                "access.token.claim", "true")))));
    return realm;
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + port + "/realms/staff");
  }

  /** A token of whoever administers it. */
  String administrator(HttpClient http) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/realms/master/protocol/openid-connect/token"
                        .formatted(port)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=password&client_id=admin-cli&username=%s&password=%s"
                        .formatted(ADMINISTRATOR, ADMINISTRATOR)))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    return JSON.readTree(response.body()).get("access_token").asText();
  }

  /** Its key set, as one would mount it. */
  String keys() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(issuer() + "/protocol/openid-connect/certs")).build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "";
    }
  }

  @Override
  public void close() {
    // kc.sh waits for the Java that it has started.
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
