package dev.cloister.chat.budget;

import dev.cloister.edge.identity.Subject;
import java.util.UUID;

/**
 * Tokens that are held for one model call, and for an answer a place among the running ones.
 *
 * @param id of the answer, or any for another call
 * @param answer whether it takes a place among the running answers
 * @param limits that it was made under
 * @param windows that its tokens are counted in
 * @param tokens how many are held
 */
public record Reservation(
    Subject owner, UUID id, boolean answer, Limits limits, Windows windows, long tokens) {

  Reservation of(long more) {
    return new Reservation(owner, id, answer, limits, windows, more);
  }

  /** Whether so many tokens may be used under it. */
  public boolean covers(long needed) {
    return needed <= tokens || !limits.countTokens();
  }
}
