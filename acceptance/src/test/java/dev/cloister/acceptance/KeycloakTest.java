package dev.cloister.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
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

  @TempDir private Path work;

  @Test
  @Timeout(1200)
  void thePageSignsInAndItsTokenIsGoodWithMountedKeys() throws Exception {
    int port = freePorts();
    URI origin = URI.create("http://127.0.0.1:" + (port + 1));
    try (var keycloak = Keycloak.start(port, origin, work);
        var browser = Browser.open()) {
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
      try (var platform =
          RunningPlatform.start(
              work, settings, "--in-memory", "--port", String.valueOf(port + 1))) {
        assertThat(authorization(keycloak, origin + "/", "")).contains("code_challenge_method");
        assertThat(authorization(keycloak, "https://elsewhere.example/", PKCE)).isEqualTo("400");
        Page page = browser.freshPage();
        page.setDefaultTimeout(PATIENCE);
        page.navigate(platform.origin().toString());
        page.getByTestId("sign-in").click();
        page.locator("#username").fill("alice");
        page.locator("#password").fill("alices-password");
        page.locator("#kc-login").click();

        page.getByTestId("composer").fill("How is an answer resumed? " + UUID.randomUUID());
        page.getByTestId("send").click();

        assertThat(page.getByTestId("message-assistant").last())
            .hasAttribute(
                "data-status",
                "finished",
                new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE));
        assertThat(isAdministrator(page)).isTrue();
        page.getByTestId("user-menu").click();
        page.getByTestId("sign-out").click();
        assertThat(page.getByTestId("sign-in"))
            .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
      }
    }
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

  /** The first of so many free ports in a row. */
  private static int freePorts() throws IOException {
    for (int first = 21_000; first < 40_000; first += 100) {
      if (areFree(first)) {
        return first;
      }
    }
    throw new AssertionError("no " + PORTS + " free ports in a row");
  }

  private static boolean areFree(int first) {
    for (int port = first; port < first + PORTS; port++) {
      try (var socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        assertThat(socket.isBound()).isTrue();
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
