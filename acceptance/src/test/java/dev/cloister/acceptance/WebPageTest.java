package dev.cloister.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.StandIn;
import java.nio.file.Files;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does with the page. */
class WebPageTest {

  private static RunningPlatform platform;
  private static Browser browser;
  private Page page;

  @BeforeAll
  static void open() throws Exception {
    browser = Browser.open();
    platform = RunningPlatform.shared();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void freshPage() {
    page = browser.freshPage();
    page.navigate(platform.origin().toString());
  }

  @Test
  void aQuestionIsAnsweredAndRated() {
    signInAs("alice");
    ask("How is an answer resumed?");

    assertThat(lastAnswer()).hasAttribute("data-status", "finished");
    assertThat(lastAnswer()).containsText("Last-Event-ID");
    lastAnswer().hover();
    lastAnswer().getByTestId("thumb-up").click();
    assertThat(lastAnswer().getByTestId("thumb-up")).hasAttribute("aria-pressed", "true");
  }

  @Test
  void anAnswerIsWatchedAndStopped() {
    String question = slowly("Stop this");
    signInAs("alice");
    ask(question);
    assertThat(lastAnswer()).containsText("t5 ");

    page.getByTestId("stop").click();

    assertThat(lastAnswer()).hasAttribute("data-status", "stopped");
  }

  @Test
  void aReloadInTheMiddleGoesOnWhereItWas() {
    String question = slowly("Reload this");
    signInAs("alice");
    ask(question);
    assertThat(lastAnswer()).containsText("t3 ");

    page.reload();

    assertThat(lastAnswer()).hasAttribute("data-status", "streaming");
    assertThat(lastAnswer()).containsText("t0 t1 t2 t3 ");
    assertThat(lastAnswer()).containsText(Pattern.compile("t4\\d "));
    page.getByTestId("stop").click();
    assertThat(lastAnswer()).hasAttribute("data-status", "stopped");
  }

  @Test
  void theNextPersonSeesNothingOfIt() {
    String question = "Whose secret is " + UUID.randomUUID() + "?";
    signInAs("alice");
    ask(question);
    assertThat(lastAnswer()).hasAttribute("data-status", "finished");
    page.getByTestId("user-menu").click();
    page.getByTestId("sign-out").click();

    signInAs("bob");

    assertThat(page.getByTestId("composer")).isVisible();
    assertThat(page.getByText(question)).hasCount(0);
  }

  @Test
  void aFileIsAskedAboutAndFetchedAgain() throws Exception {
    String content = "The gate is green. " + UUID.randomUUID();
    signInAs("alice");
    page.getByTestId("attach")
        .setInputFiles(new FilePayload("gate.txt", "text/plain", content.getBytes(UTF_8)));
    assertThat(page.getByTestId("attachment")).hasAttribute("data-status", "ready");

    ask("Which colour has the gate?");

    assertThat(page.getByTestId("attachment")).hasCount(0);
    assertThat(lastAnswer()).hasAttribute("data-status", "finished");
    page.reload();
    Locator file = page.getByTestId("message-user").getByTestId("attachment-download");
    assertThat(file).containsText("gate.txt");
    Download download = page.waitForDownload(file::click);
    assertEquals("gate.txt", download.suggestedFilename());
    assertEquals(content, Files.readString(download.path()));
  }

  private void signInAs(String user) {
    page.getByTestId("sign-in").click();
    page.getByTestId("sign-in-" + user).click();
    assertThat(page.getByTestId("composer")).isVisible();
  }

  private void ask(String question) {
    page.getByTestId("composer").fill(question);
    page.getByTestId("send").click();
  }

  private Locator lastAnswer() {
    return page.getByTestId("message-assistant").last();
  }

  /** A question whose answer takes its time: t0 t1 t2 and so on. */
  private static String slowly(String what) {
    String question = what + " " + UUID.randomUUID();
    new StandIn(platform.bedrock()).order(question, new Fault.Pace(50_000, 1_000));
    return question;
  }
}
