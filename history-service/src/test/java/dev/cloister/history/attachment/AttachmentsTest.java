package dev.cloister.history.attachment;

import static dev.cloister.history.Api.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Place;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that people send for their questions, over HTTP. */
@QuarkusTest
class AttachmentsTest {

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final String id = Api.id();

  @Test
  void aFileComesBackAsItWasSent() {
    byte[] every = new byte[256 * 40];
    IntStream.range(0, every.length).forEach(i -> every[i] = (byte) i);
    HttpResponse<String> sent = alice.attach(session, id, "a b*ä.csv", "text/csv; a=b", every);

    assertThat(sent.statusCode()).isEqualTo(201);
    assertThat(Api.read(sent.body()))
        .isEqualTo(
            JSON.createObjectNode()
                .put("id", id)
                .put("filename", "a b*ä.csv")
                .put("mediaType", "text/csv")
                .put("bytes", every.length));
    HttpResponse<String> file = alice.file(session, id);
    assertThat(file.body().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(every);
    assertThat(file.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''a%20b%2A%C3%A4.csv");
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(file.headers().firstValue("Content-Security-Policy"))
        .hasValue("sandbox; default-src 'none'");
    assertThat(file.headers().firstValue("Cache-Control")).hasValue("private, no-store");
  }

  @Test
  void sendingItAgainChangesNothing() {
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(201);
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(200);
    assertThat(alice.attach(session, id, "a.txt", "two").statusCode()).isEqualTo(409);
    assertThat(alice.attach(session, id, "b.txt", "one").statusCode()).isEqualTo(409);

    assertThat(alice.file(session, id).body()).isEqualTo("one");
    assertThat(new Place(alice, session).objects()).hasSize(1);
  }

  @Test
  void thoseSentAtTheSameTimeLeaveOne() {
    List<Integer> told =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> alice.attach(session, id, "a.txt", "same").statusCode()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(told).isSubsetOf(200, 201);
    Place place = new Place(alice, session);
    assertThat(place.objects()).isEqualTo(place.pointers()).hasSize(1);
  }

  @Test
  void aQuestionHasWhatItNames() {
    alice.attach(session, id, "a.txt", "one");
    String second = Api.id();
    alice.attach(session, second, "b.txt", "three");
    String answer = ask(second, id);
    alice.internal(
        "PUT",
        session + "/answers/" + answer + "/end",
        "{\"status\":\"finished\",\"text\":\"so\"}");

    JsonNode history = alice.user("GET", "/v1/sessions/" + session, null).json().get("history");
    JsonNode parts = history.get(0).get("parts");
    assertThat(Api.Reply.texts(parts, "id")).containsExactly(second, id);
    String url = "/v1/sessions/" + session + "/attachments/" + id;
    assertThat(parts.get(1))
        .isEqualTo(
            Api.read(
                """
                {"type":"file","id":"%s","mediaType":"text/plain","filename":"a.txt","bytes":3,
                 "url":"%s"}"""
                    .formatted(id, url)));
    assertThat(history.get(1).get("parts")).isEmpty();
    // What the next model call is told.
    ObjectNode next = Api.turnBody(Api.id(), "and?").put("contextBytes", 1000);
    JsonNode context = alice.internal("POST", session + "/turns", next).json().get("context");
    assertThat(Api.Reply.texts(context.get(0).get("attachments"), "filename"))
        .containsExactly("b.txt", "a.txt");
    assertThat(context.get(1).has("attachments")).isFalse();
  }

  @Test
  void aQuestionWithoutAnyHasNoParts() {
    alice.turn(session, "q");
    JsonNode parts =
        alice.user("GET", "/v1/sessions/" + session, null).json().at("/history/0/parts");
    assertThat(parts.isNull()).isTrue();
  }

  @Test
  void chatServiceLearnsWhichThereAre() {
    alice.attach(session, id, "a.txt", "one");
    String never = Api.id();
    JsonNode found =
        alice.internal("GET", session + "/attachments?id=" + never + "&id=" + id, null).json();
    assertThat(Api.Reply.texts(found, "id")).containsExactly(id);
    assertThat(alice.internal("GET", session + "/attachments/" + id, null).status()).isEqualTo(200);
    assertThat(alice.internal("GET", session + "/attachments/" + never, null).status())
        .isEqualTo(404);
    assertThat(alice.internal("GET", session + "/attachments", null).status()).isEqualTo(400);
  }

  @Test
  void whatIsNotThereCannotBeAsked() {
    ObjectNode turn = Api.turnBody(Api.id(), "q");
    turn.putArray("attachments").add(id);
    var refused = alice.internal("POST", session + "/turns", turn);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().get("field").asText()).isEqualTo("attachments");
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().isNull()).isTrue();
  }

  @Test
  void whatNoQuestionHasCanBeRemoved() {
    alice.attach(session, id, "a.txt", "one");
    assertThat(remove().status()).isEqualTo(204);
    assertThat(remove().status()).isEqualTo(204);

    assertThat(alice.file(session, id).statusCode()).isEqualTo(404);
    assertThat(new Place(alice, session).objects()).isEmpty();
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(409);
  }

  @Test
  void whatAQuestionHasGoesWithItsSession() {
    alice.attach(session, id, "a.txt", "one");
    ask(id);
    assertThat(remove().status()).isEqualTo(409);
    assertThat(alice.file(session, id).body()).isEqualTo("one");

    alice.user("DELETE", "/v1/sessions/" + session, null);
    Place place = new Place(alice, session);
    await().until(() -> place.objects().isEmpty());
    assertThat(alice.file(session, id).statusCode()).isEqualTo(404);
    assertThat(alice.attach(session, id, "a.txt", "one").statusCode()).isEqualTo(404);
    assertThat(place.objects()).isEmpty();
  }

  @Test
  void aRepeatedQuestionHasTheSame() {
    alice.attach(session, id, "a.txt", "one");
    ObjectNode turn = Api.turnBody(Api.id(), "q").put("idempotencyKey", "k");
    turn.putArray("attachments").add(id);
    assertThat(alice.internal("POST", session + "/turns", turn).status()).isEqualTo(201);
    assertThat(alice.internal("POST", session + "/turns", turn).status()).isEqualTo(201);
    turn.put("answerId", Api.id());
    assertThat(alice.internal("POST", session + "/turns", turn).status()).isEqualTo(200);

    JsonNode history = alice.user("GET", "/v1/sessions/" + session, null).json().get("history");
    assertThat(history).hasSize(2);
    assertThat(history.at("/0/parts")).hasSize(1);
  }

  private String ask(String... attachments) {
    String answer = Api.id();
    ObjectNode turn = Api.turnBody(answer, "q");
    var named = turn.putArray("attachments");
    List.of(attachments).forEach(named::add);
    assertThat(alice.internal("POST", session + "/turns", turn).status()).isEqualTo(201);
    return answer;
  }

  private Api.Reply remove() {
    return alice.user("DELETE", "/v1/sessions/" + session + "/attachments/" + id, null);
  }
}
