package dev.cloister.history.turn;

import dev.cloister.edge.problem.Problem;
import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.attachment.AttachmentStore;
import dev.cloister.history.content.Content;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What has to be there before a new question's item is written. */
@ApplicationScoped
class Questions {

  private final AttachmentStore attachments;
  private final ContentStore contents;
  private final int mostMessages;

  Questions(AttachmentStore attachments, ContentStore contents, HistoryConfig config) {
    this.attachments = attachments;
    this.contents = contents;
    this.mostMessages = config.maxMessages();
  }

  /** What a person has asked, and with which attachments. */
  record Asked(Content content, List<Attachment> attachments) {}

  /**
   * Checks that there is room and that the attachments are there; a large text is in the bucket on
   * return.
   *
   * @param sequence the newest message's
   */
  Asked prepare(SessionKey session, TurnRequest request, long sequence) {
    if (sequence + 2 > mostMessages) {
      throw Problem.tooLarge(
              "sessionId",
              "has " + sequence + " messages, and takes no more; begin another session")
          .asException();
    }
    var attached = attachments.find(session, request.attached());
    if (attached.size() < request.attachments().size()) {
      throw Problem.invalid(
              "attachments", "must be ids of files that were sent for this session within a day")
          .asException();
    }
    Content text = contents.store(session, request.question(), request.answer(), request.text());
    return new Asked(text, attached);
  }

  /** No item came to point to it. */
  void discard(Asked asked) {
    contents.discard(asked.content());
  }
}
