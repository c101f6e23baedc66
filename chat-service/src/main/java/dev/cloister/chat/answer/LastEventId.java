package dev.cloister.chat.answer;

import dev.cloister.edge.problem.Problem;

/**
 * The last event that a listener has had, as it says itself. (HTML Standard, 9.2 Server-sent
 * events.)
 *
 * @param next the index of the event after it: an event's id is its index and one
 */
record LastEventId(int next) {

  private static final LastEventId NONE = new LastEventId(0);

  /**
   * Reads the header {@code Last-Event-ID}.
   *
   * @param header or null or empty where nothing was heard yet
   * @throws dev.cloister.edge.problem.ProblemException 400 for what is no event's id
   */
  static LastEventId parse(String header) {
    if (header == null || header.isEmpty()) {
      return NONE;
    }
    if (!header.matches("[0-9]{1,9}")) {
      throw Problem.invalid("Last-Event-ID", "must be an event's id: a whole number").asException();
    }
    return new LastEventId(Integer.parseInt(header));
  }
}
