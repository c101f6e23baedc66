package dev.cloister.localcloud.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloister.localcloud.FreePorts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each flow as a client walks it, over HTTP. */
class IssuerTest {

  private static final String BACK = "http://127.0.0.1:8080/signed-in";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @TempDir Path folder;
  private Vertx vertx;
  private IssuerClient issuer;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    issuer = startAt(FreePorts.inARow(1));
  }

  private IssuerClient startAt(int port) throws Exception {
    HttpServer server =
        Issuer.start(vertx, "127.0.0.1", port, folder.resolve("key"))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return new IssuerClient("http://127.0.0.1:" + server.actualPort());
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void theDiscoveryDocumentNamesEveryEndpointUnderTheIssuersName() {
    JsonObject discovery =
        new JsonObject(issuer.get("/cloister/.well-known/openid-configuration").body());

    assertThat(discovery.getString("issuer")).isEqualTo(issuer.base() + "/cloister");
    assertThat(discovery.getString("token_endpoint")).startsWith(issuer.base());
    assertThat(discovery.getString("authorization_endpoint")).startsWith(issuer.base());
    assertThat(discovery.getString("end_session_endpoint")).startsWith(issuer.base());
    assertThat(discovery.getJsonArray("code_challenge_methods_supported"))
        .isEqualTo(new JsonArray().add("S256"));
  }

  /** In a cluster pods reach it by its Service, and browsers by a forwarded port. */
  @Test
  void programsAreToldTheNameByWhichTheyAsk() {
    String base = issuer.base().replace("127.0.0.1", "localhost");
    JsonObject discovery =
        new JsonObject(
            new IssuerClient(base).get("/cloister/.well-known/openid-configuration").body());

    assertThat(discovery.getString("token_endpoint")).isEqualTo(base + "/cloister/token");
    assertThat(discovery.getString("jwks_uri")).isEqualTo(base + "/cloister/jwks");
    assertThat(discovery.getString("issuer")).isEqualTo(issuer.base() + "/cloister");
    assertThat(discovery.getString("authorization_endpoint")).startsWith(issuer.base());
  }

  @Test
  void theSignInPageListsTheThreeUsersAndLoadsNothing() {
    HttpResponse<String> page = issuer.get("/cloister/authorize?" + authorization(Map.of()));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("value=\"alice\"", "value=\"bob\"", "value=\"admin\"");
    // The icon's namespace is a name and no address.
    assertThat(page.body().replace("xmlns='http://www.w3.org/2000/svg'", ""))
        .doesNotContain("http://", "https://", "<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void signingInGivesACodeThatBecomesTokens() {
    JsonObject tokens = signInAs("alice");

    JsonObject access = IssuerClient.claims(tokens.getString("access_token"));
    assertThat(access.getString("iss")).isEqualTo(issuer.base() + "/cloister");
    assertThat(access.getJsonArray("aud")).isEqualTo(new JsonArray().add("cloister"));
    assertThat(access.getString("sub")).isEqualTo("alice");
    assertThat(access.getString("name")).isEqualTo("Alice");
    assertThat(access.containsKey("groups")).isFalse();
    JsonObject identity = IssuerClient.claims(tokens.getString("id_token"));
    assertThat(identity.getString("aud")).isEqualTo("cloister-web");
    assertThat(identity.getString("nonce")).isEqualTo("n-1");
    assertThat(tokens.getInteger("expires_in")).isEqualTo(3600);
  }

  @Test
  void theAdministratorIsInTheGroup() {
    JsonObject access = IssuerClient.claims(signInAs("admin").getString("access_token"));

    assertThat(access.getJsonArray("groups")).isEqualTo(new JsonArray().add("cloister-admins"));
  }

  @Test
  void aCodeIsGoodOnceOnly() {
    String code = codeFor("alice");
    issuer.token(exchange(code, VERIFIER));

    assertThat(issuer.token(exchange(code, VERIFIER)).getString("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  void aCodeWithoutItsVerifierIsWorthNothing() {
    Map<String, String> without = new HashMap<>(exchange(codeFor("alice"), VERIFIER));
    without.remove("code_verifier");

    assertThat(issuer.token(without).getString("error")).isEqualTo("invalid_grant");
    assertThat(issuer.token(exchange(codeFor("alice"), "another")).getString("error"))
        .isEqualTo("invalid_grant");
  }

  @Test
  void onlyLoopbackIsSentACode() {
    HttpResponse<String> answer =
        issuer.get(
            "/cloister/authorize?"
                + authorization(Map.of("redirect_uri", "http://example.com/take")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("redirect_uri");
  }

  @Test
  void signingInWithoutAChallengeIsRefused() {
    HttpResponse<String> answer =
        issuer.get("/cloister/authorize?" + authorization(Map.of("code_challenge", "")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("code_challenge");
  }

  @Test
  void aSilentRequestIsToldToAskThePerson() {
    HttpResponse<String> answer =
        issuer.get("/cloister/authorize?" + authorization(Map.of("prompt", "none")));

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .isEqualTo(BACK + "?error=login_required&state=s-1");
  }

  @Test
  void aRefreshTokenOutlivesARestartAndGivesTheSameUser() throws Exception {
    String refreshToken = signInAs("bob").getString("refresh_token");
    int port = issuer.port();
    stop();
    vertx = Vertx.vertx();
    issuer = startAt(port);

    JsonObject tokens = issuer.token(refresh(refreshToken));

    assertThat(IssuerClient.claims(tokens.getString("access_token")).getString("sub"))
        .isEqualTo("bob");
    assertThat(tokens.getString("refresh_token")).isNotBlank();
  }

  @Test
  void anAccessTokenIsNoRefreshToken() {
    String access = signInAs("bob").getString("access_token");

    assertThat(issuer.token(refresh(access)).getString("error")).isEqualTo("invalid_grant");
    assertThat(issuer.token(refresh(access + "x")).getString("error")).isEqualTo("invalid_grant");
  }

  @Test
  void signingOutLeadsBackToThePage() {
    HttpResponse<String> answer =
        issuer.get(
            "/cloister/logout?"
                + IssuerClient.form(Map.of("post_logout_redirect_uri", BACK, "state", "s-2")));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains(BACK + "?state=s-2");
  }

  private JsonObject signInAs(String user) {
    return issuer.token(exchange(codeFor(user), VERIFIER));
  }

  private String codeFor(String user) {
    HttpResponse<String> answer =
        issuer.post(
            "/cloister/authorize?" + authorization(Map.of()), Map.of("user", user), Map.of());
    assertThat(answer.statusCode()).isEqualTo(303);
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(BACK + "?code=").endsWith("&state=s-1");
    return location.replaceAll(".*code=([^&]*)&.*", "$1");
  }

  private static String authorization(Map<String, String> changes) {
    Map<String, String> query =
        new HashMap<>(
            Map.of(
                "client_id", "cloister-web",
                "redirect_uri", BACK,
                "response_type", "code",
                "scope", "openid profile",
                "state", "s-1",
                "nonce", "n-1",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    query.putAll(changes);
    return IssuerClient.form(query);
  }

  private static Map<String, String> exchange(String code, String verifier) {
    return Map.of(
        "grant_type", "authorization_code",
        "client_id", "cloister-web",
        "redirect_uri", BACK,
        "code", code,
        "code_verifier", verifier);
  }

  private static Map<String, String> refresh(String token) {
    return Map.of(
        "grant_type", "refresh_token", "client_id", "cloister-web", "refresh_token", token);
  }
}
