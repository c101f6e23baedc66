package dev.cloister.chat.history;

import dev.cloister.edge.identity.Subject;
import dev.cloister.edge.request.RequestId;

/**
 * On whose behalf history-service is called, and for which request. What outlives the request, such
 * as an answer, keeps this: history-service then notes all that was done for the request under the
 * same id.
 *
 * @param subject whose session it is
 * @param requestId handed on as {@code X-Request-Id}
 */
public record Asker(Subject subject, String requestId) {

  /** Where no request can be named: an id that nothing else has. */
  public static Asker unasked(Subject subject) {
    return new Asker(subject, RequestId.of(null));
  }
}
