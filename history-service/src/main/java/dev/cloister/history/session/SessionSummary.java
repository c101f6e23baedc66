package dev.cloister.history.session;

import dev.cloister.history.key.SessionId;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A session in a list.
 *
 * @param id which session
 * @param title what it is called
 * @param dateModified when it last got a turn, epoch seconds
 */
@RegisterForReflection
record SessionSummary(SessionId id, String title, long dateModified) {}
