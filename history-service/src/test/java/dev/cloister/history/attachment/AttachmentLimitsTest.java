package dev.cloister.history.attachment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cloister.history.Api;
import dev.cloister.history.Place;
import dev.cloister.localcloud.testkit.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger could send too much of, or something else than they say. */
@QuarkusTest
@TestProfile(AttachmentLimitsTest.Few.class)
class AttachmentLimitsTest {

  private static final int DOCUMENT = 4608 * 1024;
  private static final int IMAGE = 3840 * 1024;
  private static final byte[] PNG = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Api alice = Api.somebody();
  private final String session = Api.id();
  private final String id = Api.id();

  /** Three attachments to a session, six messages, one large file on its way. */
  public static class Few implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "cloister.history.attachments.per-session", "3",
          "cloister.history.attachments.memory", "6M",
          "cloister.history.attachments.memory-per-person", "6M",
          "cloister.history.max-messages", "6");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "application/pdf, %PDF-1.7",
    "application/pdf, ......%PDF-1.4",
    "application/msword, \u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
    "application/vnd.ms-excel, \u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document, 'PK\u0003\u0004'",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, 'PK\u0003\u0004'",
    "image/jpeg, \u00ff\u00d8\u00ff",
    "image/gif, GIF89a",
    "image/webp, RIFF....WEBP",
    "TEXT/Markdown, anything",
    "text/html, anything",
  })
  void whatAFileIsMustFitWhatItIsSaidToBe(String type, String start) {
    assertThat(send(type, bytes(start)).statusCode()).isEqualTo(201);
    if (!type.toLowerCase().startsWith("text/")) {
      refused(400, "body", alice.attach(session, Api.id(), "x", type, bytes("x" + "_".repeat(30))));
      refused(400, "body", alice.attach(session, Api.id(), "x", type, bytes("P")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/zip", "image/svg+xml", "video/mp4", "text/rtf", "*/*"})
  void otherTypesAreRefused(String type) {
    HttpResponse<String> refused = send(type, bytes("x"));
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(Api.read(refused.body()).get("detail").asText()).contains("application/pdf");
  }

  @Test
  void sizesEndAtTheByte() {
    assertThat(send("text/plain", new byte[DOCUMENT]).statusCode()).isEqualTo(201);
    refused(413, "body", send("text/plain", new byte[DOCUMENT + 1]));
    assertThat(send(Api.id(), "image/png", Arrays.copyOf(PNG, IMAGE)).statusCode()).isEqualTo(201);
    refused(413, "body", send("image/png", Arrays.copyOf(PNG, IMAGE + 1)));
    refused(413, "body", send("text/plain", new byte[6 << 20]));
    refused(400, "body", send("text/plain", new byte[0]));
    assertThat(new Place(alice, session).objects()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a/b", "a\\b", "a\nb", "a\u0000b", "\u007f"})
  void aNameIsOneLineWithoutSlashes(String name) {
    refused(400, "filename", alice.attach(session, id, name, "x"));
  }

  @Test
  void aNameHasAtMostTwoHundredCharacters() {
    assertThat(alice.attach(session, id, "n".repeat(200), "x").statusCode()).isEqualTo(201);
    refused(400, "filename", alice.attach(session, id, "n".repeat(201), "x"));
  }

  @Test
  void anIdIsAUuid() {
    refused(400, "attachmentId", alice.attach(session, "x", "a", "x"));
    refused(400, "sessionId", alice.attach("x", id, "a", "x"));
  }

  @Test
  void aSessionHasSoMany() {
    for (int i = 0; i < 3; i++) {
      assertThat(send(Api.id(), "text/plain", bytes("x")).statusCode()).isEqualTo(201);
    }
    refused(413, "sessionId", send(Api.id(), "text/plain", bytes("x")));
    assertThat(alice.attach(Api.id(), id, "a", "x").statusCode()).isEqualTo(201);
  }

  /** Some are gone before anything is read for them, some while it is. */
  @Test
  void thoseWhoLeaveHoldNothing() throws Exception {
    send("text/plain", new byte[DOCUMENT]);
    String path = "/v1/sessions/" + session + "/attachments/" + id;
    for (int i = 0; i < 60; i++) {
      try (RawHttp hasty = RawHttp.to(Api.service())) {
        String method = i % 3 == 0 ? "HEAD" : "GET";
        hasty.say(RawHttp.head(method, path, alice.userToken())).say("\r\n");
        Thread.sleep(i % 6);
      }
    }
    await().until(() -> alice.file(session, id).statusCode() == 200);
  }

  @Test
  void aQuestionHasFiveOfThemEachOnce() {
    ObjectNode turn = Api.turnBody(Api.id(), "q");
    var ids = turn.putArray("attachments");
    for (int i = 0; i < 6; i++) {
      ids.add(Api.id());
    }
    refused(400, "attachments", alice.internal("POST", session + "/turns", turn));
    turn.putArray("attachments").add(id).add(id);
    refused(400, "attachments", alice.internal("POST", session + "/turns", turn));
    turn.putArray("attachments").add("x");
    refused(400, "attachments", alice.internal("POST", session + "/turns", turn));
  }

  @Test
  void aSessionHasSoManyMessages() {
    for (int i = 0; i < 3; i++) {
      alice.turn(session, "q", "finished", "a");
    }
    var refused = alice.internal("POST", session + "/turns", Api.turnBody(Api.id(), "q"));

    refused(413, "sessionId", refused);
    assertThat(refused.json().get("detail").asText()).contains("6 messages");
    assertThat(alice.user("GET", "/v1/sessions/" + session, null).json().get("history")).hasSize(6);
    alice.turn(Api.id(), "another session");
  }

  private HttpResponse<String> send(String type, byte[] body) {
    return send(id, type, body);
  }

  private HttpResponse<String> send(String id, String type, byte[] body) {
    return alice.attach(session, id, "file", type, body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void refused(int status, String field, HttpResponse<String> response) {
    JsonNode problem = Api.read(response.body());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(problem.path("field").asText()).isEqualTo(field);
  }

  private static void refused(int status, String field, Api.Reply reply) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("field").asText()).isEqualTo(field);
  }
}
