package dev.cloister.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The realm that is checked in, at work: a person signs in by it and is answered. */
class KeycloakTest {

  /** How many ports the platform takes, and one before them for Keycloak. */
  private static final int PORTS = 15;

  private static final String PKCE =
      "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  /** Milliseconds: the first answer beside a Keycloak takes its time. */
  private static final double PATIENCE = 120_000;

  @TempDir private static Path work;
  private static Keycloak keycloak;
  private static RunningPlatform platform;
  private static Browser browser;

  @BeforeAll
  static void startAll() throws Exception {
    int port = FreePorts.inARow(PORTS);
    browser = Browser.open();
    keycloak = Keycloak.start(port, URI.create("http://127.0.0.1:" + (port + 1)), work);
    Path keys = Files.writeString(work.resolve("jwks.json"), keycloak.keys());
    var settings =
        Map.of(
            "QUARKUS_OIDC_AUTH_SERVER_URL",
            keycloak.issuer().toString(),
            "CLOISTER_IDENTITY_KEYS_FILE",
            keys.toString(),
            "CLOISTER_HISTORY_WORKLOADS",
            Keycloak.WORKLOAD,
            // Beside Keycloak a small machine is busy; that is no store in trouble.
            "QUARKUS_DYNAMODB_API_CALL_TIMEOUT",
            "60s",
            "QUARKUS_DYNAMODB_API_CALL_ATTEMPT_TIMEOUT",
            "30s");
    platform =
        RunningPlatform.start(work, settings, "--in-memory", "--port", String.valueOf(port + 1));
  }

  @AfterAll
  static void stopAll() {
    Stream.of(platform, keycloak, browser)
        .filter(Objects::nonNull)
        .forEach(
            started -> {
              try {
                started.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  @Timeout(1200)
  void thePageSignsInAndItsTokenIsGoodWithMountedKeys() throws Exception {
    assertThat(authorization(keycloak, platform.origin() + "/", ""))
        .contains("code_challenge_method");
    assertThat(authorization(keycloak, "https://elsewhere.example/", PKCE)).isEqualTo("400");
    Page page = signInPage();
    signIn(page, "alice", "alices-password");

    ask(page);

    assertThat(isAdministrator(page)).isTrue();
    page.getByTestId("user-menu").click();
    page.getByTestId("sign-out").click();
    assertThat(page.getByTestId("sign-in"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
  }

  /** Federation: Keycloak sends people on to the company's provider, and takes its word. */
  @Test
  @Timeout(1200)
  void theCompanysOwnSignInIsGoodBySamlAndByOidc() throws Exception {
    try (var company = Company.join(keycloak)) {
      assertThat(company).isNotNull();
      signsIn("corp-saml", "bob", true);
      signsIn("corp-saml", "carol", false);
      signsIn("corp-oidc", "dora", true);
      signsIn("corp-oidc", "erik", false);
    }
  }

  private static void signsIn(String provider, String person, boolean administrator) {
    Page page = signInPage();
    page.locator("#social-" + provider).click();
    signIn(page, person, Company.passwordOf(person));

    ask(page);

    assertThat(isAdministrator(page)).as("%s by %s", person, provider).isEqualTo(administrator);
    page.context().close();
  }

  private static Page signInPage() {
    Page page = browser.freshPage();
    page.setDefaultTimeout(PATIENCE);
    page.navigate(platform.origin().toString());
    page.getByTestId("sign-in").click();
    return page;
  }

  private static void signIn(Page page, String person, String password) {
    page.locator("#username").fill(person);
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
  }

  private static void ask(Page page) {
    page.getByTestId("composer").fill("How is an answer resumed? " + UUID.randomUUID());
    page.getByTestId("send").click();
    assertThat(page.getByTestId("message-assistant").last())
        .hasAttribute(
            "data-status",
            "finished",
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
  }

  /** Where somebody who asks to sign in is sent, or the status of a page. */
  private static String authorization(Keycloak keycloak, String redirect, String more)
      throws Exception {
    var uri =
        "%s/protocol/openid-connect/auth?client_id=cloister-web&response_type=code&scope=openid&redirect_uri=%s%s"
            .formatted(
                keycloak.issuer(), URLEncoder.encode(redirect, StandardCharsets.UTF_8), more);
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var response =
          http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding());
      return response.headers().firstValue("Location").orElse("" + response.statusCode());
    }
  }

  /** By the group that the realm puts into access tokens. */
  private static boolean isAdministrator(Page page) {
    Object status =
        page.evaluate(
            """
            async () => {
              const key = Object.keys(sessionStorage).find(k => k.startsWith('oidc.user:'));
              const token = JSON.parse(sessionStorage.getItem(key)).access_token;
              const response = await fetch('/v1/admin/usage', {headers: {Authorization: 'Bearer ' + token}});
              return response.status;
            }
            """);
    return status.equals(200);
  }
}
