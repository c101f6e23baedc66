package dev.cloister.history.sweep;

import dev.cloister.history.attachment.AttachmentStore;
import dev.cloister.history.chore.Chore.Release;
import dev.cloister.history.content.ContentStore;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Removes an attachment that no question came to have. Its id is kept out first, so that none can
 * come to have it either, and a pod that was paused before it wrote the item will not write it.
 */
@ApplicationScoped
class AttachmentRelease {

  private final DeletionMark mark;
  private final AttachmentStore attachments;
  private final ContentStore contents;

  AttachmentRelease(DeletionMark mark, AttachmentStore attachments, ContentStore contents) {
    this.mark = mark;
    this.attachments = attachments;
    this.contents = contents;
  }

  Outcome release(Release chore) {
    var session = chore.session();
    if (!mark.isSet(session)
        && !attachments.takeBack(session, chore.attachment(), chore.object())) {
      return Outcome.KEPT;
    }
    if (contents.remove(chore.object())) {
      return Outcome.REMOVED;
    }
    return chore.last() ? Outcome.GONE : Outcome.ABSENT;
  }
}
