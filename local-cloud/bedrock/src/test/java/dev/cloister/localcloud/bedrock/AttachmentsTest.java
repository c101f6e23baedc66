package dev.cloister.localcloud.bedrock;

import static dev.cloister.localcloud.bedrock.Attached.document;
import static dev.cloister.localcloud.bedrock.Attached.image;
import static dev.cloister.localcloud.bedrock.Attached.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

class AttachmentsTest {

  @TempDir static Path docs;
  private static Running running;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(docs.resolve("house.md"), "# House\n\nThe kitchen is closed on Fridays.\n");
    running = new Running(BedrockOptions.on(0).documents(docs));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @CsvSource({
    "txt, The harbour opens at six.",
    "md, '# Times\n\nThe harbour opens at six.'",
    "csv, 'place,time\nThe harbour opens at six.\nmuseum,noon'",
    "html, '<html><body><p>The <b>harbour</b> opens at six.</p></body></html>'"
  })
  void anAttachedTextIsAnsweredFrom(String format, String text) {
    assertThat(ask(user("When does the harbour open?", document(format, "times", text))))
        .contains("The harbour opens at six.")
        .contains("(From `times`")
        .doesNotContain("Attached");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    ContentBlock text = document("md", "times", "\uFEFF# Summer\nThe harbour opens at six.");

    assertThat(ask(user("When does the harbour open?", text))).contains("`times`, *Summer*");
  }

  @Test
  void rowsAreAnswersOfTheirOwn() {
    ContentBlock csv = document("csv", "duty", "Ada,even weeks\nBob,odd weeks\nCleo,never\n");

    assertThat(ask(Running.MISTRAL, user("When is Bob on duty?", csv)))
        .isEqualTo("In short: Bob,odd weeks (`duty`)");
  }

  @Test
  void ofAPageOnlyWhatAReaderSeesIsQuoted() {
    ContentBlock page =
        document(
            "html",
            "page",
            """
            <!DOCTYPE html><html><head><title>harbour</title><style>p{color:red}</style></head>
            <body><!-- harbour opens never --><h2 class="x">
            Opening &amp; closing</h2>
            <p>The harbour opens if 5 &lt; 6.</p><script>let harbour = "opens";</script></body></html>
            """);

    assertThat(ask(Running.MISTRAL, user("When does the harbour open?", page)))
        .isEqualTo("In short: The harbour opens if 5 < 6. (`page`, *Opening & closing*)");
  }

  @Test
  void whatIsAttachedComesBeforeTheFolder() {
    String question = "When is the kitchen closed?";

    assertThat(ask(user(question))).contains("Fridays");
    assertThat(
            ask(user(question, document("txt", "new hours", "The kitchen is closed on Mondays."))))
        .contains("Mondays", "`new hours`")
        .doesNotContain("Fridays");
  }

  @Test
  void aDocumentOfAnEarlierMessageIsStillKnownAndANewerOneComesFirst() {
    Message first = user("Keep this.", document("txt", "old", "The harbour opens at six."));
    Message kept = Streamed.assistant("Kept.");
    ContentBlock newer = document("txt", "new", "The harbour opens at nine.");

    assertThat(ask(first, kept, user("When does the harbour open?"))).contains("six", "`old`");
    assertThat(ask(first, kept, user("When does the harbour open?", newer)))
        .contains("nine", "`new`")
        .doesNotContain("six");
    assertThat(
            ask(first, kept, user("When is the harbour open at six?", document("md", "x", "No."))))
        .contains("six", "`old`");
  }

  @Test
  void whatIsNoTextIsNamed() {
    assertThat(
            ask(
                user(
                    "Summarise these reports",
                    document("pdf", "annual report", new byte[12_345]),
                    document("xlsx", "figures (2)", new byte[7]),
                    image("png", Attached.PNG))))
        .startsWith(
            "Attached: `annual report` (pdf, 12,345 bytes), `figures (2)` (xlsx, 7 bytes), an image"
                + " (png, 8 bytes). I read txt, md, csv and html only.\n\nI found nothing");
  }

  @Test
  void whatCouldNotBeReadIsNamedBesideAnAnswerFromWhatCould() {
    assertThat(
            ask(
                user(
                    "When does the harbour open?",
                    document("txt", "times", "The harbour opens at six."),
                    document("doc", "letter", new byte[9]))))
        .startsWith("The harbour opens at six.")
        .endsWith("Also attached: `letter` (doc, 9 bytes). I read txt, md, csv and html only.");
  }

  @Test
  void aTextThatSaysNothingAboutTheQuestionIsNamed() {
    ContentBlock text = document("txt", "times", "The harbour opens at six.");

    assertThat(ask(user("Which zebras are there?", text)))
        .startsWith("Attached: `times` (txt, 25 bytes).\n\nI found nothing");
    assertThat(ask(user("When is the kitchen closed?", text)))
        .startsWith("The kitchen is closed on Fridays.")
        .endsWith("\n\nAttached: `times` (txt, 25 bytes).");
  }

  @Test
  void aGreetingDoesNotHideWhatCameWithIt() {
    assertThat(ask(user("Hello", image("webp", new byte[3])))).contains("an image (webp, 3 bytes)");
  }

  @Test
  void anImageNeedsNoText() {
    Message image = Message.builder().role("user").content(image("gif", new byte[3])).build();

    assertThat(ask(image)).contains("an image (gif, 3 bytes)");
  }

  private static String ask(Message... messages) {
    return ask(Running.NOVA, messages);
  }

  private static String ask(String model, Message... messages) {
    return running
        .sync()
        .converse(r -> r.modelId(model).messages(messages))
        .output()
        .message()
        .content()
        .getFirst()
        .text();
  }
}
