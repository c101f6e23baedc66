package dev.cloister.localcloud.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;

class DocumentsTest {

  @TempDir static Path folder;
  private static Running running;

  @BeforeAll
  static void start() throws IOException {
    Path docs = Files.createDirectories(folder.resolve("docs"));
    Files.createDirectories(docs.resolve("adr"));
    Files.createDirectories(docs.resolve("target"));
    Files.writeString(
        docs.resolve("adr/0003-resume.md"),
        """
        # Resumable answers

        ## Context
        Browsers lose connections. Phones sleep.

        ## Decision
        Old proxies cut long responses. An answer is resumed by sending [Last-Event-ID](x.md) with
        the same answer id. Every listener gets each event exactly once.

        | table | of | things |
        |---|---|---|

        - A stopped answer cannot be resumed.
        """);
    Files.writeString(
        docs.resolve("operations.md"),
        """
        # Operations

        ## Backup of the tables
        Take a backup of the tables every night.

        ```sh
        # not a heading
        aws dynamodb create-backup --table-name messages
        ```

        ## Who is on duty at night?
        Two people take turns. At night the duty is paid.

        | who | on duty |
        |---|---|
        | Ada | in [even](x.md) weeks |
        """);
    Files.writeString(docs.resolve("notes.txt"), "The kitchen is closed on Fridays.\n");
    Files.writeString(docs.resolve("target/junk.md"), "# Junk\nZebras live in the build folder.\n");
    Files.write(docs.resolve("binary.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    running = new Running(BedrockOptions.on(0).documents(docs));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void anAnswerQuotesTheBestSentencesAndNamesTheirSection() {
    assertThat(ask(Running.CLAUDE_PROFILE, "How is an answer resumed?"))
        .startsWith(
            "From `docs/adr/0003-resume.md`, *Decision*:\n\nAn answer is resumed by sending")
        .contains("Last-Event-ID with the same answer id. Every listener")
        .doesNotContain("x.md", "|", "proxies");
  }

  @Test
  void aSectionsCodeComesWithTheAnswer() {
    assertThat(ask(Running.NOVA, "How do I make a backup?"))
        .isEqualTo(
            """
            Take a backup of the tables every night.

            ```sh
            # not a heading
            aws dynamodb create-backup --table-name messages
            ```

            (From `docs/operations.md`, *Backup of the tables*)""");
  }

  @Test
  void aHeadingThatIsTheQuestionIsAnsweredFromItsStartAndWithItsTable() {
    String table = "| who | on duty |\n|---|---|\n| Ada | in even weeks |\n\n";

    assertThat(ask(Running.NOVA, "Who is on duty at night?"))
        .startsWith("Two people take turns. At night the duty is paid.\n\n" + table);
    assertThat(ask(Running.MISTRAL, "Who is on duty at night?"))
        .isEqualTo(
            "In short: Two people take turns.\n\n"
                + table
                + "(`docs/operations.md`, *Who is on duty at night?*)");
  }

  @Test
  void aPlainTextIsAnsweredFromToo() {
    assertThat(ask(Running.MISTRAL, "When is the kitchen closed?"))
        .isEqualTo("In short: The kitchen is closed on Fridays. (`docs/notes.txt`)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Which zebras are there?", "Recommend a good pizza recipe", "???"})
  void whereNothingMatchesItSaysSo(String question) {
    assertThat(ask(Running.NOVA, question)).startsWith("I found nothing about this");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hello", "hi there!", "What can you do?", "Good morning, dear Cloister."})
  void aGreetingIsReturned(String greeting) {
    assertThat(ask(Running.NOVA, greeting)).startsWith("Hello! I answer from 3 documents");
  }

  @Test
  void aFollowUpWithoutWordsOfItsOwnMeansTheQuestionBefore() {
    assertThat(
            ask(
                Running.NOVA,
                Streamed.user("How is an answer resumed?"),
                Streamed.assistant("By its id."),
                Streamed.user("Tell me more")))
        .contains("Last-Event-ID");
  }

  @Test
  void inDetailMeansTheWholeSection() {
    assertThat(ask(Running.MISTRAL, "How is an answer resumed, in detail?"))
        .contains("Old proxies cut long responses.")
        .contains("A stopped answer cannot be resumed.");
  }

  @ParameterizedTest
  @CsvSource({
    "How is an answer resumed?, How is an answer resumed",
    "Please explain the backup of our tables to me. Then rest., Backup of our tables to me",
    "kitchen, Kitchen",
    "Why?, Why"
  })
  void aTitleComesFromTheUsersWords(String question, String title) {
    String system = "Write a short title for this conversation.";
    String whole =
        running
            .sync()
            .converse(
                r ->
                    r.modelId(Running.NOVA)
                        .system(SystemContentBlock.fromText(system))
                        .messages(Streamed.user(question)))
            .output()
            .message()
            .content()
            .getFirst()
            .text();

    assertThat(whole).isEqualTo(title);
    assertThat(ask(Running.NOVA, system + "\nUser: " + question + "\nAssistant: Well."))
        .isEqualTo(title);
    assertThat(ask(Running.NOVA, system + "\n\n" + question)).isEqualTo(title);
  }

  private static String ask(String model, String question) {
    return ask(model, Streamed.user(question));
  }

  private static String ask(String model, Message... messages) {
    return running
        .sync()
        .converse(r -> r.modelId(model).messages(List.of(messages)))
        .output()
        .message()
        .content()
        .getFirst()
        .text();
  }
}
