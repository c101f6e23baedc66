package dev.cloister.feedback.identity;

import dev.cloister.feedback.Api;
import dev.cloister.localcloud.testkit.TestIssuer;
import dev.cloister.localcloud.testkit.TestKey;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** In the middle of a migration: one issuer by discovery, others beside it. */
public class SeveralIssuers implements QuarkusTestProfile {

  static final TestIssuer MAIN = TestIssuer.start();

  /** Its keys are in a file. */
  static final TestIssuer KEYCLOAK = TestIssuer.start(TestKey.ec());

  /** Its tokens name the client instead of an audience. */
  static final TestIssuer COGNITO = TestIssuer.start();

  /** Does not answer when the service starts. */
  static final TestIssuer LATE = TestIssuer.start();

  /** Its file is not there yet. */
  static final TestIssuer MOUNTED_LATE = TestIssuer.start();

  static final Path FOLDER = folder();
  static final Path KEYCLOAK_KEYS = FOLDER.resolve("keycloak").resolve("jwks.json");
  static final Path LATE_KEYS = FOLDER.resolve("late.json");

  static {
    LATE.outOfOrder(true);
    mount(FOLDER.resolve("keycloak"), "1", KEYCLOAK.keys());
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("quarkus.oidc.auth-server-url", MAIN.name()),
        Map.entry("quarkus.oidc.token.forced-jwk-refresh-interval", "1s"),
        Map.entry("quarkus.oidc.keycloak.auth-server-url", KEYCLOAK.name()),
        Map.entry("quarkus.oidc.keycloak.token.audience", "cloister"),
        Map.entry("cloister.identity.keycloak.keys-file", KEYCLOAK_KEYS.toString()),
        Map.entry("cloister.identity.keycloak.keys-reread", "0.1s"),
        Map.entry("quarkus.oidc.cognito.auth-server-url", COGNITO.name()),
        Map.entry("quarkus.oidc.cognito.token.audience", "web-client,cli-client"),
        Map.entry("cloister.identity.cognito.audience-claim", "client_id"),
        Map.entry("cloister.identity.cognito.realm", "main"),
        Map.entry("quarkus.oidc.late.auth-server-url", LATE.name()),
        Map.entry("quarkus.oidc.late.token.audience", "cloister"),
        Map.entry("quarkus.oidc.mounted-late.auth-server-url", MOUNTED_LATE.name()),
        Map.entry("quarkus.oidc.mounted-late.token.audience", "cloister"),
        Map.entry("cloister.identity.mounted-late.keys-file", LATE_KEYS.toString()),
        Map.entry("cloister.identity.mounted-late.keys-reread", "0.1s"));
  }

  /** What a ConfigMap's volume looks like: the file is a link through a link to a folder. */
  static void mount(Path volume, String version, String content) {
    try {
      Path data = Files.createDirectories(volume.resolve(".." + version));
      Files.writeString(data.resolve("jwks.json"), content);
      Path swapped = volume.resolve("..data_tmp");
      Files.createSymbolicLink(swapped, data.getFileName());
      Files.move(
          swapped,
          volume.resolve("..data"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      if (!Files.exists(volume.resolve("jwks.json"))) {
        Files.createSymbolicLink(volume.resolve("jwks.json"), Path.of("..data", "jwks.json"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int status(String token) {
    return Api.send("GET", "/v1/feedback", null, token).status();
  }

  /** The status and body of readiness on the management port. */
  static HttpResponse<String> readiness() throws Exception {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
    var uri = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("keys-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
