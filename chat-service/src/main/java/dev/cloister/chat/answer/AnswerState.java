package dev.cloister.chat.answer;

import dev.cloister.chat.answer.AnswerEvent.End;
import dev.cloister.chat.bedrock.Usage;

/**
 * Where an answer stands. The only ways on are the methods of each state, so an answer cannot end
 * twice, speak after its end, or be told as over before that is stored.
 */
sealed interface AnswerState {

  /** The question is stored and the model is being called. */
  record Opening() implements AnswerState {
    Streaming begun() {
      return new Streaming(null, null);
    }

    Closing closing(End end) {
      return new Closing(end);
    }
  }

  /**
   * The model speaks.
   *
   * @param stopReason set once the model has said that it is done
   * @param usage set once Bedrock has counted
   */
  record Streaming(String stopReason, Usage usage) implements AnswerState {
    Streaming stopped(String reason) {
      return new Streaming(reason, usage);
    }

    Streaming counted(Usage count) {
      return new Streaming(stopReason, count);
    }

    /** Bedrock took the call and refuses it before its first token; it may be made again. */
    Opening refused() {
      return new Opening();
    }

    Closing closing(End end) {
      return new Closing(end);
    }
  }

  /** The end is known and being stored. */
  record Closing(End end) implements AnswerState {
    /** The end as it is told: the known one, or a failure where that could not be stored. */
    Closed closed(End told) {
      return new Closed(told);
    }
  }

  /** The end is stored and told. */
  record Closed(End end) implements AnswerState {}
}
