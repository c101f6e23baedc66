package dev.cloister.history.message;

import dev.cloister.history.attachment.Attachment;
import dev.cloister.history.content.Content;
import dev.cloister.history.key.MessageId;
import java.time.Instant;
import java.util.List;

/** A stored message. */
public sealed interface Message {

  /** Its place in the session, from 1. */
  long sequence();

  /** Its id. */
  MessageId id();

  /** What it says. */
  Content content();

  /**
   * What a person asked.
   *
   * @param sequence its place in the session, odd
   * @param id its id
   * @param content what it says
   * @param attachments what was attached to it
   */
  record Question(long sequence, MessageId id, Content content, List<Attachment> attachments)
      implements Message {}

  /**
   * What a model answered, or has answered so far.
   *
   * @param sequence its place in the session, one after its question's
   * @param id its id
   * @param content what it says
   * @param questionId the message it answers
   * @param modelId the model
   * @param stored the status as it is stored
   * @param revision the newest checkpoint's number, 0 before the first
   * @param attempt the call that began the turn, or began it again; it alone may abandon it
   * @param leaseUntil until when it is believed to stream
   * @param facts what is known of its end
   */
  record Answer(
      long sequence,
      MessageId id,
      Content content,
      MessageId questionId,
      String modelId,
      AnswerStatus stored,
      long revision,
      MessageId attempt,
      Instant leaseUntil,
      Facts facts)
      implements Message {

    /** The status as it is to be shown: nobody writes an answer whose lease ran out. */
    public AnswerStatus status() {
      return switch (stored) {
        case STREAMING ->
            leaseUntil.isBefore(Instant.now()) ? AnswerStatus.INTERRUPTED : AnswerStatus.STREAMING;
        case ABANDONED -> AnswerStatus.INTERRUPTED;
        case FINISHED, STOPPED, BLOCKED, FAILED, INTERRUPTED -> stored;
      };
    }
  }
}
