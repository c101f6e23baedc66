package dev.cloister.history.session;

import dev.cloister.history.key.SessionId;

/**
 * What became of a wish to delete a session.
 *
 * @param id which session
 * @param deleted whether it is gone for everybody; if not, it is as it was, and can be deleted
 *     again
 */
record Deletion(SessionId id, boolean deleted) {}
