package dev.cloister.history.key;

import dev.cloister.edge.identity.Subject;

/**
 * One person's session. The owner is part of the key, so another's session cannot be addressed.
 *
 * @param owner whose session it is
 * @param session which one
 */
public record SessionKey(Subject owner, SessionId session) {}
