package dev.cloister.localcloud.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The grants of programs: the command line and the services. */
class GrantsTest {

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private IssuerClient issuer;

  @BeforeEach
  void start() throws Exception {
    int port = FreePorts.inARow(1);
    Issuer.start(vertx, "127.0.0.1", port, folder.resolve("key"))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    issuer = new IssuerClient("http://127.0.0.1:" + port);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void anyNameIsAUserOfTheCommandLine() {
    JsonObject claims = IssuerClient.claims(password("carol", Map.of()).getString("access_token"));

    assertThat(claims.getString("sub")).isEqualTo("carol");
    assertThat(claims.getJsonArray("aud")).isEqualTo(new JsonArray().add("cloister"));
  }

  @Test
  void aNameWithOddCharactersIsRefused() {
    assertThat(password("a b", Map.of()).getString("error_description")).contains("username");
  }

  @Test
  void anExpiredTokenCanBeHadForTests() {
    JsonObject tokens = password("alice", Map.of("lifetime", "-60"));

    assertThat(IssuerClient.claims(tokens.getString("access_token")).getLong("exp"))
        .isLessThan(Instant.now().getEpochSecond());
  }

  @Test
  void aServiceGetsAWorkloadTokenForItsSecret() {
    JsonObject tokens =
        issuer.token(
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "chat-service",
                "client_secret", "local-secret"));

    JsonObject claims = IssuerClient.claims(tokens.getString("access_token"));
    assertThat(claims.getString("sub")).isEqualTo("chat-service");
    assertThat(claims.getJsonArray("aud")).isEqualTo(new JsonArray().add("history-service"));
  }

  @Test
  void theSecretMayComeInTheHeader() {
    HttpResponse<String> answer = credentials("chat-service:local-secret");

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void aWrongSecretGetsNothing() {
    HttpResponse<String> answer = credentials("chat-service:guess");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("invalid_client").doesNotContain("access_token");
  }

  @Test
  void thePublishedKeyVerifiesTheSignature() throws Exception {
    JsonObject key =
        new JsonObject(issuer.get("/cloister/jwks").body()).getJsonArray("keys").getJsonObject(0);
    String[] jwt = password("alice", Map.of()).getString("access_token").split("\\.");

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
    assertThat(new String(Base64.getUrlDecoder().decode(jwt[0]), StandardCharsets.UTF_8))
        .contains(key.getString("kid"));
  }

  @Test
  void aPageOfTheOriginMayAskForTokensAndAStrangersPageMayNot() {
    HttpResponse<String> ours = preflight("http://127.0.0.1:8080");
    HttpResponse<String> theirs = preflight("https://example.com");

    assertThat(ours.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("http://127.0.0.1:8080");
    assertThat(theirs.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void anUnknownGrantIsNamed() {
    assertThat(issuer.token(Map.of("grant_type", "magic")).getString("error"))
        .isEqualTo("unsupported_grant_type");
  }

  private JsonObject password(String user, Map<String, String> more) {
    Map<String, String> form =
        new HashMap<>(
            Map.of("grant_type", "password", "client_id", "cloister-cli", "username", user));
    form.putAll(more);
    return issuer.token(form);
  }

  private HttpResponse<String> credentials(String pair) {
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return issuer.post(
        "/cloister/token",
        Map.of("grant_type", "client_credentials"),
        Map.of("Authorization", "Basic " + basic));
  }

  private HttpResponse<String> preflight(String origin) {
    return issuer.send(
        HttpRequest.newBuilder(URI.create(issuer.base() + "/cloister/token"))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin));
  }

  private static BigInteger number(JsonObject key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.getString(name)));
  }
}
