package dev.cloister.history.session;

import dev.cloister.history.key.SessionId;

/**
 * What became of a wish to delete a session.
 *
 * @param id which session
 * @param deleted whether nothing of it is left; if not, deleting it again goes on where it stopped
 */
record Deletion(SessionId id, boolean deleted) {}
