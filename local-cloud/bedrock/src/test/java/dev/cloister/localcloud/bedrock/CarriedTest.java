package dev.cloister.localcloud.bedrock;

import static dev.cloister.localcloud.bedrock.Attached.document;
import static dev.cloister.localcloud.bedrock.Attached.image;
import static dev.cloister.localcloud.bedrock.Attached.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloister.localcloud.testkit.StandIn;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.Kind;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

class CarriedTest {

  private static final int LARGEST_DOCUMENT = 4_718_592;

  private static Running running;

  @BeforeAll
  static void start() {
    running = new Running(BedrockOptions.on(0));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void attachmentsCountAsInput() {
    ContentBlock text = document("md", "text", "x".repeat(400));
    ContentBlock pdf = document("pdf", "pdf", new byte[1_000]);
    ContentBlock image = image("jpeg", new byte[1_000]);

    assertThat(inputTokens(user("Hi!!"))).isEqualTo(1);
    assertThat(inputTokens(user("Hi!!", text))).isEqualTo(101);
    assertThat(inputTokens(user("Hi!!", pdf))).isEqualTo(101);
    assertThat(inputTokens(user("Hi!!", image))).isEqualTo(1_601);
    assertThat(inputTokens(user("Hi!!", text, pdf, image))).isEqualTo(1_801);
  }

  @Test
  void anAttachedTextMustFitTheWindowAndAGuessNeedNot() {
    assertThatThrownBy(
            () -> ask(Running.LLAMA, user("Hi!!", document("txt", "long", "x".repeat(32_000)))))
        .hasMessageContaining("Input is too long for requested model.");

    ask(Running.LLAMA, user("Hi!!", document("txt", "shorter", "x".repeat(31_996))));
    ask(Running.LLAMA, user("Hi!!", document("pdf", "scan", new byte[200_000])));
  }

  @Test
  void fiveDocumentsOfTheGreatestSizeAreTaken() {
    ContentBlock[] five =
        IntStream.range(0, 5)
            .mapToObj(i -> document("pdf", "scan " + i, new byte[LARGEST_DOCUMENT]))
            .toArray(ContentBlock[]::new);

    ask(Running.NOVA, user("five large ones", five));

    assertThat(running.control().attachments("five large ones"))
        .hasSize(5)
        .allMatch(a -> a.bytes() == LARGEST_DOCUMENT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTestSeesWhatARequestCarried(boolean streamed) throws Exception {
    String mark = "carried " + streamed;
    Message first = user("Keep this.", document("pdf", "report [1]", "abc"));
    Message last = user(mark, image("png", new byte[0x100]), document("csv", "rows", "1,2"));

    if (streamed) {
      Streamed.ask(
          running.async(),
          ConverseStreamRequest.builder()
              .modelId(Running.NOVA)
              .messages(first, Streamed.assistant("Kept."), last)
              .build());
    } else {
      ask(Running.NOVA, first, Streamed.assistant("Kept."), last);
    }

    assertThat(running.control().attachments(mark))
        .containsExactly(
            new Streams.Attachment(
                Kind.DOCUMENT,
                "pdf",
                "report [1]",
                3,
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            new Streams.Attachment(
                Kind.IMAGE,
                "png",
                null,
                256,
                "5341e6b2646979a70e57653007a1f310169421ec9bdd9f1a5648f75ade005af1"),
            new Streams.Attachment(
                Kind.DOCUMENT,
                "csv",
                "rows",
                3,
                "17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0"));
  }

  @Test
  void aRequestWithoutAnyCarriedNoneAndNoRequestIsNoAnswer() {
    StandIn control = running.control();
    ask(Running.NOVA, user("nothing carried"));

    assertThat(control.attachments("nothing carried")).isEmpty();
    assertThatThrownBy(() -> control.attachments("never asked"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("never asked");
  }

  private static long inputTokens(Message message) {
    return ask(Running.NOVA, message).usage().inputTokens();
  }

  private static ConverseResponse ask(String model, Message... messages) {
    return running.sync().converse(r -> r.modelId(model).messages(messages));
  }
}
