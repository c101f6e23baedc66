package dev.cloister.localcloud.bedrock.relay;

import dev.cloister.localcloud.bedrock.answer.Attachment;
import dev.cloister.localcloud.bedrock.answer.Question;
import dev.cloister.localcloud.bedrock.answer.Question.Role;
import dev.cloister.localcloud.bedrock.answer.Question.Turn;
import dev.cloister.localcloud.bedrock.wire.AwsException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** A conversation as OpenAI-compatible servers read it. */
final class RelayMessages {

  private RelayMessages() {}

  /**
   * @throws AwsException where something is attached that such servers cannot be given
   */
  static JsonArray of(Question question) {
    JsonArray messages = new JsonArray();
    if (!question.system().isEmpty()) {
      messages.add(message("system", question.system()));
    }
    for (Turn turn : question.turns()) {
      messages.add(message(turn.role() == Role.USER ? "user" : "assistant", content(turn)));
    }
    return messages;
  }

  // A plain text where that is all: some servers take nothing else.
  private static Object content(Turn turn) {
    if (turn.attachments().isEmpty()) {
      return turn.text();
    }
    JsonArray parts = new JsonArray();
    turn.attachments().forEach(attachment -> parts.add(part(attachment)));
    if (!turn.text().isEmpty()) {
      parts.add(text(turn.text()));
    }
    return parts;
  }

  private static JsonObject part(Attachment attachment) {
    return switch (attachment) {
      case Attachment.Text document ->
          text(
              "Document \"%s\" (%s):\n\n%s"
                  .formatted(document.name(), document.wire(), document.text()));
      case Attachment.Image image ->
          new JsonObject()
              .put("type", "image_url")
              .put("image_url", new JsonObject().put("url", dataUrl(image)));
      case Attachment.Binary document ->
          throw AwsException.validation(
              ("The relay to an OpenAI-compatible server cannot pass on documents of the format %s."
                      + " Attach txt, md, csv, html or an image instead.")
                  .formatted(document.wire()));
    };
  }

  private static String dataUrl(Attachment.Image image) {
    return "data:image/%s;base64,%s"
        .formatted(image.wire(), Base64.getEncoder().encodeToString(image.bytes()));
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("type", "text").put("text", text);
  }

  private static JsonObject message(String role, Object content) {
    return new JsonObject().put("role", role).put("content", content);
  }
}
