package dev.cloister.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.cloister.acceptance.UserPool.User;
import dev.cloister.localcloud.testkit.TestKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The page signs people in by a user pool's API, and the services take its tokens by mounted keys.
 */
class CognitoSignInTest {

  private static final String WORKLOAD = "system:serviceaccount:cloister:chat-service";

  /** A name only: its keys are mounted. */
  private static final String CLUSTER = "https://oidc.example/cluster";

  private static UserPool pool;
  private static RunningPlatform platform;
  private static Browser browser;
  private Page page;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.open();
    pool = new UserPool();
    Path work = Files.createTempDirectory(RunningPlatform.target(), "cognito-");
    TestKey cluster = TestKey.rsa();
    platform =
        RunningPlatform.start(
            work,
            Map.ofEntries(
                entry("QUARKUS_OIDC_AUTH_SERVER_URL", pool.issuer().toString()),
                entry("QUARKUS_OIDC_TOKEN_AUDIENCE", UserPool.CLIENT),
                entry("CLOISTER_IDENTITY_AUDIENCE_CLAIM", "client_id"),
                entry("CLOISTER_IDENTITY_KEYS_FILE", file(work, "people.json", pool.keys())),
                entry("QUARKUS_OIDC_WORKLOAD_AUTH_SERVER_URL", CLUSTER),
                entry("QUARKUS_OIDC_WORKLOAD_TOKEN_AUDIENCE", "history-service"),
                entry(
                    "CLOISTER_IDENTITY_WORKLOAD_KEYS_FILE",
                    file(work, "pods.json", cluster.json())),
                entry("CLOISTER_HISTORY_WORKLOADS", WORKLOAD),
                entry("CLOISTER_HISTORY_TOKEN_FILE", file(work, "token", podsToken(cluster))),
                entry("CLOISTER_WEB_SIGN_IN", "cognito-api"),
                entry("CLOISTER_WEB_CLIENT_ID", UserPool.CLIENT)),
            "--in-memory");
  }

  private static String podsToken(TestKey cluster) {
    long now = Instant.now().getEpochSecond();
    return cluster.token(
        Map.of(
            "iss",
            CLUSTER,
            "aud",
            "history-service",
            "sub",
            WORKLOAD,
            "iat",
            now,
            "exp",
            now + 7200));
  }

  private static String file(Path work, String name, String content) throws Exception {
    return Files.writeString(work.resolve(name), content).toString();
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
    if (pool != null) {
      pool.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void freshPage() {
    page = browser.freshPage();
    page.navigate(platform.origin().toString());
  }

  @AfterEach
  void closePage() {
    page.context().close();
  }

  @Test
  void aPasswordIsGoodAWrongOneIsNotAndNoneTravels() {
    pool.add(new User("alice", "alices-password", "", List.of("cloister-admins")));
    signIn("nobody", "alices-password");
    assertThat(page.getByTestId("error-banner")).hasText("Incorrect username or password.");
    signIn("alice", "bobs-password");
    assertThat(page.getByTestId("error-banner")).hasText("Incorrect username or password.");

    signIn("alice", "alices-password");

    asks();
    assertThat(page.getByTestId("user-menu")).containsText("alice");
    assertThat(pool.requests).containsKey("GetTokensFromRefreshToken");
    assertThat(pool.requests.values()).noneMatch(sent -> sent.contains("alices-password"));
  }

  @Test
  void whoComesForTheFirstTimeChoosesAPassword() {
    pool.add(new User("bob", "from-the-mail", "NEW_PASSWORD_REQUIRED", List.of()));
    signIn("bob", "from-the-mail");
    assertThat(page.getByTestId("sign-in-form")).containsText("a password of your own");
    // Where the keyboard is, without a click.
    assertThat(page.getByTestId("sign-in-family_name")).isFocused();
    page.keyboard().type(UserPool.FAMILY);
    page.keyboard().press("Tab");
    page.keyboard().type("bobs-own");
    page.keyboard().press("Enter");

    asks();
    signOut();
    signIn("bob", "bobs-own");
    asks();
  }

  @Test
  void aSecondFactorIsSetUpByItsKey() {
    pool.add(new User("carol", "carols-password", "MFA_SETUP", List.of()));
    signIn("carol", "carols-password");
    assertThat(page.getByTestId("sign-in-form")).containsText("By mail");
    page.getByTestId("sign-in").click();
    assertThat(page.getByTestId("sign-in-secret")).hasText("JBSWY3DPEHPK3PXP");
    page.getByTestId("sign-in-code").fill("111111");
    page.getByTestId("sign-in").click();
    assertThat(page.getByTestId("error-banner")).hasText("Code mismatch");

    page.getByTestId("sign-in-code").fill(UserPool.CODE);
    page.getByTestId("sign-in").click();

    asks();
  }

  @Test
  void aSecondFactorIsSetUpByMail() {
    pool.add(new User("ida", "idas-password", "MFA_SETUP", List.of()));
    signIn("ida", "idas-password");
    page.getByTestId("sign-in-aside").first().click();
    page.getByTestId("sign-in-email").fill("ida@corp.example");
    page.getByTestId("sign-in").click();
    assertThat(page.getByTestId("sign-in-form")).containsText("m***@c***");
    page.getByTestId("sign-in-code").fill(UserPool.CODE);
    page.getByTestId("sign-in").click();

    asks();
  }

  /** The pool has text messages first. */
  @Test
  void whoHasTwoSecondFactorsChooses() {
    pool.add(new User("gina", "ginas-password", "SELECT_MFA_TYPE", List.of()));
    signIn("gina ", "ginas-password");
    assertThat(page.getByTestId("sign-in-aside").first()).hasText("By text message");
    page.getByTestId("sign-in").click();
    // As apps show it.
    page.getByTestId("sign-in-code").fill(" 246 810");
    page.getByTestId("sign-in").click();

    asks();
  }

  /** Though their tokens are over: nobody has said no to them. */
  @Test
  void whileThePoolIsAwayPeopleStaySignedIn() {
    pool.add(new User("hugo", "hugos-password", "", List.of()));
    pool.seconds = 0;
    try {
      signIn("hugo", "hugos-password");
      assertThat(page.getByTestId("user-menu")).containsText("hugo");
      pool.away = true;
      page.reload();
      assertThat(page.getByTestId("user-menu")).containsText("hugo");
    } finally {
      pool.seconds = UserPool.SECONDS;
      pool.away = false;
    }
    asks();
  }

  @Test
  void aForgottenPasswordIsChangedByACode() {
    pool.add(new User("frank", "forgotten", "", List.of()));
    page.getByTestId("sign-in-name").fill("frank");
    page.getByTestId("sign-in-aside").click();
    assertThat(page.getByTestId("sign-in-form")).containsText("f***@c***");
    page.getByTestId("sign-in-code").fill(UserPool.CODE);
    page.getByTestId("sign-in-password").fill("remembered");
    page.getByTestId("sign-in").click();

    asks();
  }

  /** What was typed is still there, and so is the person. */
  @Test
  void whoseSignInRanOutSignsInAgainWhereTheyWere() {
    pool.add(new User("dora", "doras-password", "", List.of()));
    signIn("dora", "doras-password");
    asks();
    page.evaluate("() => sessionStorage.clear()");
    page.getByTestId("composer").fill("Half a question");
    page.getByTestId("send").click();
    assertThat(page.getByTestId("expired-dialog")).isVisible();

    signIn("dora", "doras-password");

    assertThat(page.getByTestId("composer")).hasValue("Half a question");
    page.getByTestId("send").click();
    assertThat(page.getByTestId("message-assistant")).hasCount(2);
    assertThat(page.getByTestId("message-assistant").last())
        .hasAttribute("data-status", "finished");
  }

  @Test
  void signingOutTakesTheTokensBack() {
    pool.add(new User("erik", "eriks-password", "", List.of()));
    signIn("erik", "eriks-password");
    asks();
    assertThat(pool.refreshTokens).containsValue("erik");

    signOut();

    assertThat(pool.refreshTokens).doesNotContainValue("erik");
    page.reload();
    assertThat(page.getByTestId("sign-in-form")).isVisible();
    assertThat(
            page.evaluate("() => JSON.stringify({...sessionStorage, ...localStorage})").toString())
        .doesNotContain("Token");
  }

  private void signIn(String name, String password) {
    page.getByTestId("sign-in-name").fill(name);
    page.getByTestId("sign-in-password").fill(password);
    page.getByTestId("sign-in").click();
  }

  private void signOut() {
    page.getByTestId("user-menu").click();
    page.getByTestId("sign-out").click();
    assertThat(page.getByTestId("sign-in-form")).isVisible();
  }

  private void asks() {
    page.getByTestId("composer").fill("How is an answer resumed? " + UUID.randomUUID());
    page.getByTestId("send").click();
    assertThat(page.getByTestId("message-assistant").last())
        .hasAttribute("data-status", "finished");
  }
}
