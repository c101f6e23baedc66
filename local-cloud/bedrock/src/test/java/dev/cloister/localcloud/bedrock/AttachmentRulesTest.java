package dev.cloister.localcloud.bedrock;

import static dev.cloister.localcloud.bedrock.Attached.document;
import static dev.cloister.localcloud.bedrock.Attached.image;
import static dev.cloister.localcloud.bedrock.Attached.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class AttachmentRulesTest {

  private static final int LARGEST_DOCUMENT = 4_718_592;
  private static final int LARGEST_IMAGE = 3_932_160;

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"})
  void eachOfTheDocumentFormatsIsTaken(String format) {
    ask(user("Look", document(format, "one", "text")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "webp"})
  void eachOfTheImageFormatsIsTaken(String format) {
    ask(user("Look", image(format, Attached.PNG)));
  }

  @Test
  void anotherFormatIsRefused() {
    refused(
        "Value 'pptx' at 'messages.1.member.content.2.member.document.format' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [",
        user("Look", document("pptx", "one", "text")));
    refused("Value 'PDF'", user("Look", document("PDF", "one", "text")));
    refused(
        "Value 'jpg' at 'messages.1.member.content.2.member.image.format'",
        user("Look", image("jpg", Attached.PNG)));
  }

  @Test
  void fiveDocumentsAreTakenAndSixAreNotInHoweverManyMessages() {
    ask(user("Look", documents(0, 5)));
    refused("You can't include more than 5 documents in a request.", user("Look", documents(0, 6)));
    refused(
        "You can't include more than 5 documents in a request.",
        user("Look", documents(0, 3)),
        Streamed.assistant("Yes"),
        user("Look", documents(3, 6)));
  }

  @Test
  void twentyImagesAreTakenAndMoreAreNot() {
    ask(user("Look", images(20)));
    refused("You can't include more than 20 images in a request.", user("Look", images(21)));
  }

  @Test
  void aDocumentThatIsTooLargeIsRefused() {
    ask(user("Look", document("pdf", "large", new byte[LARGEST_DOCUMENT])));
    refused(
        "The document in the ContentBlock object at messages.0.content.1 is larger than 4.5 MB",
        user("Look", document("pdf", "larger", new byte[LARGEST_DOCUMENT + 1])));
    refused(
        "larger than 4.5 MB", user("Look", document("pdf", "huge", new byte[16 * 1024 * 1024])));
  }

  @Test
  void anImageThatIsTooLargeIsRefused() {
    ask(user("Look", image("png", new byte[LARGEST_IMAGE])));
    refused(
        "The image in the ContentBlock object at messages.0.content.1 is larger than 3.75 MB",
        user("Look", image("png", new byte[LARGEST_IMAGE + 1])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "Report 2 (final) [v-3]", " x", "7"})
  void aNameOfTheRightCharactersIsTaken(String name) {
    ask(user("Look", document("txt", name, "text")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "report.pdf", "a  b", "a_b", "résumé", "資料", "a\tb", "a\nb", "a/b"})
  void aNameOfOtherCharactersIsRefused(String name) {
    refused(
        "The document file name can only contain alphanumeric characters",
        user("Look", document("txt", name, "text")));
  }

  @Test
  void aLongNameIsRefused() {
    ask(user("Look", document("txt", "x".repeat(200), "text")));
    refused("less than or equal to 200", user("Look", document("txt", "x".repeat(201), "text")));
  }

  @Test
  void aNameTwiceIsRefusedInHoweverManyMessages() {
    String message = "Messages can't contain duplicate document names.";
    ContentBlock txt = document("txt", "report", "text");
    ContentBlock pdf = document("pdf", "report", "pdf");

    refused(message, user("Look", txt, pdf));
    refused(message, user("Look", txt), Streamed.assistant("Yes"), user("Look", pdf));
  }

  @Test
  void aDocumentNeedsATextInItsMessage() {
    Message alone = Message.builder().role("user").content(document("txt", "one", "text")).build();

    refused("A text block must be included when using documents.", alone);
    refused(
        "A text block must be included when using documents.",
        user("Look"),
        Streamed.assistant("Yes"),
        alone);
  }

  @Test
  void theAssistantAttachesNothing() {
    for (ContentBlock block :
        new ContentBlock[] {document("txt", "one", "text"), image("png", Attached.PNG)}) {
      refused(
          "only in messages with the user role",
          user("Look"),
          user("Here", block).toBuilder().role("assistant").build(),
          user("Thanks"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"document\":{\"format\":\"txt\",\"name\":\"a\"}",
        "\"document\":{\"format\":\"txt\",\"name\":\"a\",\"source\":{}}",
        "\"document\":{\"format\":\"txt\",\"name\":\"a\",\"source\":{\"bytes\":\"\"}}",
        "\"document\":{\"format\":\"txt\",\"name\":\"a\",\"source\":{\"text\":\"a\"}}",
        "\"image\":{\"format\":\"png\"}",
        "\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"\"}}",
        "\"image\":{\"format\":\"png\",\"source\":{\"bytes\":7}}"
      })
  void whatHoldsNoBytesIsRefused(String block) {
    rawRefused("at messages.0.content.1 holds no bytes", block);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%%%%", "YQ=a", "Y", "YWI\\nYWI="})
  void whatIsNoBase64IsRefused(String bytes) {
    rawRefused(
        "The image in the ContentBlock object at messages.0.content.1 is not Base64",
        "\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"" + bytes + "\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"document\":{\"name\":\"a\",\"source\":{\"bytes\":\"YQ==\"}}",
        "\"image\":{\"source\":{\"bytes\":\"YQ==\"}}",
        "\"document\":7"
      })
  void aMissingMemberIsRefused(String block) {
    rawRefused("", block);
  }

  private static ContentBlock[] documents(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> document("txt", "document " + i, "text"))
        .toArray(ContentBlock[]::new);
  }

  private static ContentBlock[] images(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> image("png", Attached.PNG))
        .toArray(ContentBlock[]::new);
  }

  private static void ask(Message... messages) {
    running.sync().converse(r -> r.modelId(Running.NOVA).messages(messages));
  }

  private static void refused(String message, Message... messages) {
    assertThatThrownBy(() -> ask(messages))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  // The SDK sends no block that is not whole.
  private static void rawRefused(String message, String block) {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Look\"},{" + block + "}]}]}";

    HttpClientResponse response =
        Raw.whole(running.plain(HttpVersion.HTTP_1_1), "converse", Buffer.buffer(body));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.getHeader("x-amzn-errortype")).startsWith("ValidationException");
    assertThat(Raw.get(response.body()).toJsonObject().getString("message")).contains(message);
  }
}
