package dev.cloister.chat.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cloister.chat.Api;
import dev.cloister.chat.Events;
import dev.cloister.chat.Events.Event;
import dev.cloister.localcloud.testkit.Fault;
import dev.cloister.localcloud.testkit.Streams;
import dev.cloister.localcloud.testkit.Streams.Kind;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions with files, from the person to the model. */
@QuarkusTest
@TestProfile(AttachmentsTest.Little.class)
class AttachmentsTest {

  private static final int MOST = 100_000;
  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\nrest".getBytes(StandardCharsets.ISO_8859_1);

  private final Api alice = Api.newUser();
  private final String session = Api.newSession();
  private final String question = "question " + UUID.randomUUID();

  /** A hundred kilobytes to a model, twice as much on the way. */
  public static class Little implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.attachments.max-bytes", "" + MOST,
          "cloister.attachments.memory", "" + 2 * MOST,
          "cloister.attachments.memory-per-person", "" + 2 * MOST);
    }
  }

  @Test
  void aModelGetsWhatAQuestionNames() {
    String image = alice.attach(session, "photo.png", "image/png", PNG);
    String letter = text("Brief an_die.Behörde.txt", "The harbour opens at seven.");
    List<Event> events = ask("When does the harbour open? " + question, image, letter);

    assertThat(events.getLast().name()).isEqualTo("finished");
    assertThat(sent())
        .extracting(Streams.Attachment::kind, Streams.Attachment::format, Streams.Attachment::name)
        .containsExactly(
            tuple(Kind.IMAGE, "png", null), tuple(Kind.DOCUMENT, "txt", "1 Brief an die Beh rde"));
    assertThat(sent()).extracting(Streams.Attachment::bytes).containsExactly(12L, 27L);
    assertThat(text(events)).contains("1 Brief an die Beh rde");
    JsonNode parts = alice.history(session).at("/history/0/parts");
    assertThat(parts.findValuesAsText("id")).containsExactly(image, letter);
  }

  @Test
  void everyTypeIsSentAsItsFormat() {
    var types =
        Map.of(
            "application/pdf", "%PDF-1.7",
            "application/msword", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
            "application/vnd.ms-excel", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "PK\u0003\u0004",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004",
            "text/csv", "a",
            "text/html", "a",
            "text/markdown", "a",
            "image/jpeg", "\u00ff\u00d8\u00ff",
            "image/webp", "RIFF....WEBP");
    var formats = new ArrayList<String>();
    types.forEach(
        (type, content) -> {
          byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
          String place = Api.newSession();
          String asked = question + type;
          String file = alice.attach(place, "file", type, bytes);
          alice.events(place, Map.of("text", asked, "attachments", List.of(file))).rest();
          formats.add(sent(asked).getFirst().format());
        });

    assertThat(formats)
        .containsExactlyInAnyOrder(
            "pdf", "doc", "xls", "docx", "xlsx", "csv", "html", "md", "jpeg", "webp");
  }

  @Test
  void theNextQuestionIsAskedWithThemAgain() {
    ask("first", text("one.txt", "1"), text("two.txt", "2"));
    ask(question, text("one.txt", "3"));

    assertThat(sent())
        .extracting(Streams.Attachment::name)
        .containsExactly("1 one", "2 two", "3 one");
  }

  @Test
  void ofManyTheNewestAreSent() {
    ask("first", text("a.txt", "1"), text("b.txt", "2"), text("c.txt", "3"));
    ask("second", text("d.txt", "4"), text("e.txt", "5"));
    ask(question, text("f.txt", "6"));

    assertThat(sent())
        .extracting(Streams.Attachment::name)
        .containsExactly("1 a", "2 b", "3 d", "4 e", "5 f");
  }

  @Test
  void whatIsTooLargeTogetherStaysBehindOrIsRefused() {
    ask("first", text("a.txt", "x".repeat(MOST / 2)), text("b.txt", "y".repeat(MOST / 2)));
    ask(question, text("c.txt", "z"));
    assertThat(sent()).extracting(Streams.Attachment::name).containsExactly("1 a", "2 c");

    String large = text("large.txt", "x".repeat(MOST - 1));
    var refused = send(large, text("two.txt", "xy"));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(Api.read(refused).get("field").asText()).isEqualTo("attachments");
  }

  @Test
  void whatWasNeverSentIsNamedAndNothingIsStored() {
    String there = text("a.txt", "1");
    String never = UUID.randomUUID().toString();
    var refused = send(there, never);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Api.read(refused).get("field").asText()).isEqualTo("attachments[1]");
    assertThat(alice.history(session).isNull()).isTrue();
  }

  @Test
  void anothersFileIsAsIfItNeverWas() {
    String hers = Api.newUser().attach(session, "a.txt", "text/plain", new byte[] {'1'});

    assertThat(send(hers).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\"",
        "[\"x\"]",
        "[null]",
        "[1]",
        "{}",
        "[\"%1$s\",\"%1$s\"]",
        "[\"%1$s\",\"%2$s\",\"%3$s\",\"%4$s\",\"%5$s\",\"%6$s\"]"
      })
  void idsAreUuidsAndAtMostFive(String value) {
    Object[] ids = Stream.generate(UUID::randomUUID).limit(6).toArray();
    String body = "{\"text\":\"q\",\"attachments\":" + value.formatted(ids) + "}";
    var refused =
        alice.post(
            "/v1/chat/sessions/" + session + "/answers",
            "application/json",
            body.getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Api.read(refused).get("field").asText()).startsWith("attachments");
  }

  @Test
  void whoseModelReadsNoFilesIsToldWhatToDo() {
    Api.bedrock().order(question, new Fault.Refuse(400, "ValidationException", "no documents"));
    var refused = send(text("a.txt", "1"));

    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(Api.read(refused).get("detail").asText()).contains("choose a model that reads them");
  }

  @Test
  void aKeyStandsForTheFilesToo() {
    String one = text("one.txt", "1");
    String two = text("two.txt", "2");
    String key = UUID.randomUUID().toString();
    var asked = Map.of("text", question, "attachments", List.of(one));
    List<Event> first = alice.events(session, asked, "Idempotency-Key", key).rest();

    assertThat(alice.events(session, asked, "Idempotency-Key", key).rest()).isEqualTo(first);
    var other = Map.of("text", question, "attachments", List.of(two));
    assertThat(alice.ask(session, other, "Idempotency-Key", key).statusCode()).isEqualTo(409);
    assertThat(alice.history(session).get("history")).hasSize(2);
  }

  /** They are with the model's service, which does not begin: the memory is still taken. */
  @Test
  void moreThanThereIsMemoryForIsToldToComeBack() throws Exception {
    Api.bedrock().order(question, new Fault.Latency(600_000));
    Api.bedrock().order(question, new Fault.Latency(600_000));
    var repeats = new ArrayList<Supplier<HttpResponse<InputStream>>>();
    var waiting = new ArrayList<CompletableFuture<HttpResponse<InputStream>>>();
    for (int i = 0; i < 2; i++) {
      String place = Api.newSession();
      String large = alice.attach(place, "large.txt", "text/plain", new byte[MOST]);
      var body = Map.of("text", question, "attachments", List.of(large));
      String key = "key-" + i;
      waiting.add(
          CompletableFuture.supplyAsync(() -> alice.ask(place, body, "Idempotency-Key", key)));
      repeats.add(() -> alice.ask(place, body, "Idempotency-Key", key));
    }
    for (var asked : waiting) {
      assertThat(asked.join().statusCode()).isEqualTo(200);
    }
    var refused = send(text("small.txt", "1"));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(alice.history(session).isNull()).isTrue();
    try (var repeated = new Events(repeats.getFirst().get().body())) {
      assertThat(repeated.next().name()).isEqualTo("started");
    }
    for (var asked : waiting) {
      var events = new Events(asked.join().body());
      String answer = events.next().data().get("id").asText();
      assertThat(alice.delete("/v1/chat/answers/" + answer).statusCode()).isEqualTo(204);
      events.rest();
    }
    assertThat(send(text("small.txt", "1")).statusCode()).isEqualTo(200);
  }

  private String text(String filename, String text) {
    return alice.attach(session, filename, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<InputStream> send(String... attachments) {
    return alice.ask(session, Map.of("text", question, "attachments", List.of(attachments)));
  }

  private List<Event> ask(String text, String... attachments) {
    var body = Map.of("text", text, "attachments", List.of(attachments));
    return alice.events(session, body).rest();
  }

  private List<Streams.Attachment> sent() {
    return sent(question);
  }

  /** With the question itself: its title is asked for without any. */
  private static List<Streams.Attachment> sent(String question) {
    return Api.bedrock().streams().requests().reversed().stream()
        .filter(request -> request.operation().equals("ConverseStream"))
        .filter(request -> request.lastUserText().contains(question))
        .findFirst()
        .orElseThrow()
        .attachments();
  }

  private static String text(List<Event> events) {
    var text = new StringBuilder();
    events.forEach(event -> text.append(event.data().at("/content/text").asText("")));
    return text.toString();
  }
}
