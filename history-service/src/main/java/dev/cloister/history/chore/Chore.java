package dev.cloister.history.chore;

import dev.cloister.history.key.AttachmentId;
import dev.cloister.history.key.MessageId;
import dev.cloister.history.key.SessionKey;

/** Something to be done in any case. Doing it twice does no harm. */
public sealed interface Chore {

  /** The session that it is about. */
  SessionKey session();

  /**
   * Remove what there is of a deleted session.
   *
   * @param session the session, marked as deleted
   */
  record Removal(SessionKey session) implements Chore {}

  /**
   * See whether a message points to the object that was stored for it; if not, remove the object.
   *
   * @param session the message's session
   * @param attempt the attempt that stored it, which leads to its turn
   * @param object the object's name
   * @param last whether it was looked for before, and was not there
   */
  record Inspection(SessionKey session, MessageId attempt, String object, boolean last)
      implements Chore {

    /** Of an object that is stored next. */
    public Inspection(SessionKey session, MessageId attempt, String object) {
      this(session, attempt, object, false);
    }

    /** The same, once more. */
    public Inspection again() {
      return new Inspection(session, attempt, object, true);
    }
  }

  /**
   * Take an attachment back that no question has, and remove its object.
   *
   * @param session the session that it was sent for
   * @param attachment its id
   * @param object its object's name
   * @param last whether the object was looked for before, and was not there
   */
  record Release(SessionKey session, AttachmentId attachment, String object, boolean last)
      implements Chore {

    /** Of an object that is stored next. */
    public Release(SessionKey session, AttachmentId attachment, String object) {
      this(session, attachment, object, false);
    }

    /** The same, once more. */
    public Release again() {
      return new Release(session, attachment, object, true);
    }
  }
}
