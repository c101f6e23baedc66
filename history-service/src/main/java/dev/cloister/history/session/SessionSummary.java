package dev.cloister.history.session;

import dev.cloister.history.key.SessionId;

/**
 * A session in a list.
 *
 * @param id which session
 * @param title what it is called
 * @param dateModified when it last got a turn, epoch seconds
 */
record SessionSummary(SessionId id, String title, long dateModified) {}
