package dev.cloister.history.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionId;
import dev.cloister.history.message.AnswerStatus;
import dev.cloister.history.message.Message;
import dev.cloister.history.message.Usage;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A message as its owner reads it.
 *
 * @param id its id
 * @param role user or assistant
 * @param content what it says
 * @param parts what was attached to what a person asked, or null where nothing was; an array for an
 *     answer
 * @param metadata null for what a person asked
 */
@RegisterForReflection
record MessageView(
    MessageId id, String role, String content, List<FilePart> parts, Metadata metadata) {

  /** What is known of an answer; absent where it is not known. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Metadata(
      String modelId,
      AnswerStatus status,
      String stopReason,
      Usage usage,
      Long timeToFirstTokenMs,
      Long responseTimeMs,
      String problemType) {}

  /**
   * An attachment, in the terms of the AI SDK's UI messages.
   *
   * @param url where its owner gets it, on this origin
   */
  @RegisterForReflection
  record FilePart(
      String type, AttachmentId id, String mediaType, String filename, long bytes, String url) {

    static FilePart of(SessionId session, Attachment attachment) {
      return new FilePart(
          "file",
          attachment.id(),
          attachment.mediaType(),
          attachment.filename(),
          attachment.bytes(),
          SessionsResource.PATH + "/" + session + "/attachments/" + attachment.id());
    }
  }

  static MessageView of(SessionId session, Message message, String text) {
    return switch (message) {
      case Message.Question question ->
          new MessageView(question.id(), "user", text, parts(session, question), null);
      case Message.Answer answer ->
          new MessageView(answer.id(), "assistant", text, List.of(), metadata(answer));
    };
  }

  private static List<FilePart> parts(SessionId session, Message.Question question) {
    return question.attachments().isEmpty()
        ? null
        : question.attachments().stream().map(each -> FilePart.of(session, each)).toList();
  }

  private static Metadata metadata(Message.Answer answer) {
    var facts = answer.facts();
    return new Metadata(
        answer.modelId(),
        answer.status(),
        facts.stopReason(),
        facts.usage(),
        facts.timeToFirstTokenMs(),
        facts.responseTimeMs(),
        facts.problemType());
  }

  @Override
  public String toString() {
    return "MessageView[id=" + id + ", role=" + role + "]";
  }
}
