package dev.cloister.chat.usage;

import dev.cloister.chat.bedrock.ConverseEvent.Metadata;

/**
 * Counts of model calls, of one or of many. Those that are in none of the four ends are under way,
 * or their pod was killed.
 *
 * @param answers how many calls
 * @param estimatedAnswers how many of them Bedrock has not counted
 * @param inputTokens read, the prompt cache left out
 * @param estimatedTokens how many of the tokens are estimates
 */
record Tally(
    long answers,
    long finished,
    long stopped,
    long blocked,
    long failed,
    long estimatedAnswers,
    long inputTokens,
    long outputTokens,
    long cacheReadTokens,
    long cacheWriteTokens,
    long estimatedTokens) {

  /** A call that is sent now: what its pod leaves of it should it be killed. */
  static Tally begun(long input) {
    return new Tally(1, 0, 0, 0, 0, 1, input, 0, 0, 0, input);
  }

  /** A call that Bedrock has counted. */
  static Tally counted(Outcome outcome, Metadata counted) {
    return of(
        outcome,
        false,
        counted.usage().inputTokens(),
        counted.usage().outputTokens(),
        counted.cacheReadTokens(),
        counted.cacheWriteTokens());
  }

  /** A call whose tokens nobody has counted. */
  static Tally estimated(Outcome outcome, long input, long output) {
    return of(outcome, true, input, output, 0, 0);
  }

  /** A call that Bedrock refused, so that no token was read. */
  static Tally refused(Outcome outcome) {
    return of(outcome, false, 0, 0, 0, 0);
  }

  private static Tally of(
      Outcome outcome, boolean estimated, long in, long out, long cacheRead, long cacheWrite) {
    return new Tally(
        1,
        outcome == Outcome.FINISHED ? 1 : 0,
        outcome == Outcome.STOPPED ? 1 : 0,
        outcome == Outcome.BLOCKED ? 1 : 0,
        outcome == Outcome.FAILED ? 1 : 0,
        estimated ? 1 : 0,
        in,
        out,
        cacheRead,
        cacheWrite,
        estimated ? in + out : 0);
  }

  /** All tokens, as budgets count them. */
  long tokens() {
    return inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens;
  }

  Tally plus(Tally other) {
    return plus(1, other);
  }

  /** What is to be added where the other has been added already. */
  Tally minus(Tally other) {
    return plus(-1, other);
  }

  private Tally plus(long times, Tally other) {
    return new Tally(
        answers + times * other.answers,
        finished + times * other.finished,
        stopped + times * other.stopped,
        blocked + times * other.blocked,
        failed + times * other.failed,
        estimatedAnswers + times * other.estimatedAnswers,
        inputTokens + times * other.inputTokens,
        outputTokens + times * other.outputTokens,
        cacheReadTokens + times * other.cacheReadTokens,
        cacheWriteTokens + times * other.cacheWriteTokens,
        estimatedTokens + times * other.estimatedTokens);
  }
}
