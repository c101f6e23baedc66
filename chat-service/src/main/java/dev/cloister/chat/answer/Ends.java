package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.Failed;
import dev.cloister.chat.bedrock.BedrockProblems;
import dev.cloister.chat.history.HistoryFailure;
import dev.cloister.edge.problem.Problem;
import dev.cloister.edge.problem.ProblemType;

/** What went wrong with an answer, as its last event says it. */
final class Ends {

  private Ends() {}

  /** The model was called and gave no answer. */
  static Failed refused(Throwable e) {
    return new Failed(BedrockProblems.describe(e), null);
  }

  /** The model's stream broke off with an error. */
  static Failed broken(Throwable e) {
    return new Failed(BedrockProblems.describeBreak(e), null);
  }

  /** The model's stream ended as if it were whole, and is not. */
  static Failed truncated() {
    return new Failed(BedrockProblems.truncated(), null);
  }

  static Failed tooLong() {
    return failed(ProblemType.TOO_LARGE, "The answer grew too long.");
  }

  static Failed silent() {
    return failed(ProblemType.TIMED_OUT, "The model fell silent. Ask again.");
  }

  static Failed leftBehind() {
    return failed(
        ProblemType.UNAVAILABLE,
        "The service was shut down before the answer was done; what came is kept. Ask again.");
  }

  static Failed notSaved(Throwable e) {
    String detail =
        HistoryFailure.isGone(e)
            ? "The session was deleted."
            : "The answer came, but its end could not be stored; the history may show less.";
    return failed(ProblemType.UNAVAILABLE, detail);
  }

  private static Failed failed(ProblemType type, String detail) {
    return new Failed(Problem.of(type, detail), null);
  }
}
