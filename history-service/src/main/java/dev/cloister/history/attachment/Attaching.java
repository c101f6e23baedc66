package dev.cloister.history.attachment;

import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;
import dev.cloister.history.chore.Chore;
import dev.cloister.history.chore.Chores;
import dev.cloister.history.chore.Due;
import dev.cloister.history.content.ContentStore;
import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.SessionKey;
import dev.cloister.history.store.HistoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Takes attachments in and gives them out. The object is written before the item, and the chore of
 * looking at it before both: whatever fails between, nothing dangles and nothing stays.
 */
@ApplicationScoped
class Attaching {

  private final AttachmentStore store;
  private final ContentStore contents;
  private final Chores chores;
  private final HistoryConfig.Attachments config;

  Attaching(AttachmentStore store, ContentStore contents, Chores chores, HistoryConfig config) {
    this.store = store;
    this.contents = contents;
    this.chores = chores;
    this.config = config.attachments();
  }

  /**
   * Stores an attachment; also a repeat of the same.
   *
   * @return whether it is new
   * @throws dev.cloister.edge.problem.ProblemException 409 where the id is another's, 404 where the
   *     session is being deleted, 413 where it has too many
   */
  boolean store(SessionKey session, Attachment attachment, byte[] body) {
    var wanted =
        StoredAttachment.of(attachment, body, contents.nameFor(session, attachment.id().value()));
    var there = store.find(session, attachment.id());
    if (there.isPresent()) {
      requireSame(there.get(), wanted);
      return false;
    }
    requireRoom(session);
    chores.add(
        Due.at(
            Instant.now().plus(config.unused()),
            new Chore.Release(session, attachment.id(), wanted.object())));
    contents.put(wanted.object(), attachment.mediaType(), body);
    var written = store.create(session, wanted);
    // Its own item is there, too, where the table's reply was lost and the client repeated.
    if (!written.equals(wanted)) {
      contents.discard(wanted.object());
      requireSame(written, wanted);
    }
    forgetIfDeleted(session, wanted);
    return true;
  }

  private void requireRoom(SessionKey session) {
    int most = config.perSession();
    if (store.count(session, most) >= most) {
      throw Problem.tooLarge(
              "sessionId", "has " + most + " attachments, which is the most; use another session")
          .asException();
    }
  }

  private static void requireSame(StoredAttachment there, StoredAttachment wanted) {
    if (!there.isSameAs(wanted)) {
      throw Problem.of(
              ProblemType.CONFLICT, "The attachmentId was used for another file; choose a new one.")
          .asException();
    }
  }

  /** The removal of a session's data may have looked before the item was there. */
  private void forgetIfDeleted(SessionKey session, StoredAttachment stored) {
    if (store.isDeleted(session)) {
      store.delete(session, stored.attachment().id());
      contents.discard(stored.object());
      throw Problem.notFound("session").asException();
    }
  }

  /** The attachment and where its content is. */
  StoredAttachment find(SessionKey session, AttachmentId id) {
    return store
        .find(session, id)
        .filter(StoredAttachment::isThere)
        .orElseThrow(() -> Problem.notFound("attachment").asException());
  }

  byte[] read(StoredAttachment stored) {
    return contents
        .bytes(stored.object())
        .orElseThrow(() -> Problem.notFound("attachment").asException());
  }

  /** Removes an attachment that no question has, also one that never was; 409 where one has it. */
  void remove(SessionKey session, AttachmentId id) {
    var there = store.find(session, id).filter(StoredAttachment::isThere);
    if (there.isEmpty()) {
      return;
    }
    if (!store.takeBack(session, id, there.get().object())) {
      throw Problem.of(
              ProblemType.CONFLICT, "A question has this attachment; it goes with its session.")
          .asException();
    }
    contents.discard(there.get().object());
  }
}
