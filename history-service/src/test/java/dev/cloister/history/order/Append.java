package dev.cloister.history.order;

/**
 * What a writer knows of one turn that it wanted to append.
 *
 * @param question the question's id
 * @param answer the answer's id
 * @param text the question
 * @param invokedAt when the writer sent it first, nanoseconds of one clock
 * @param knownAt when the writer knew the outcome or gave up, by the same clock
 * @param outcome what it knew then
 */
record Append(
    String question, String answer, String text, long invokedAt, long knownAt, Outcome outcome) {

  enum Outcome {
    /** The service has said that it is stored. */
    ACKNOWLEDGED,
    /** No reply has arrived: stored or not, or stored later. */
    UNKNOWN,
    /** The service has said that it is not stored. */
    REFUSED
  }
}
