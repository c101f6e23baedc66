package dev.cloister.chat.answer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.cloister.chat.bedrock.Usage;
import dev.cloister.edge.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.UUID;

/** What a listener is told about an answer, in order: one start, any number of deltas, one end. */
public sealed interface AnswerEvent {

  /** The answer exists, is stored, and its model has begun or is about to. */
  @RegisterForReflection(registerFullHierarchy = true)
  @JsonIgnoreProperties(ignoreUnknown = true) // Pods of two versions read each other's.
  record Started(
      AnswerId id, SessionId sessionId, UUID userMessageId, AnswerId messageId, String modelId)
      implements AnswerEvent {}

  /**
   * The next piece of text.
   *
   * @param sequenceNumber from 0 without gaps
   */
  record TextDelta(int sequenceNumber, String text) implements AnswerEvent {
    @Override
    public String toString() {
      return "TextDelta[" + sequenceNumber + ", " + text.length() + " chars]";
    }
  }

  /** The one event that ends every answer. What it says is stored before it is told. */
  sealed interface End extends AnswerEvent {

    /** How the end is called: in the event's name, in its type and in the stored status. */
    String status();

    /** Tokens as the model's service counted them, or null where it did not. */
    Usage usage();

    /** Why, where the end was not wished for; else null. */
    default Problem problem() {
      return null;
    }
  }

  /** The model came to its end; an upstream that breaks off is never told as this. */
  record Finished(String stopReason, Usage usage, Duration timeToFirstToken, Duration responseTime)
      implements End {
    @Override
    public String status() {
      return "finished";
    }
  }

  /** The caller stopped the answer. */
  record Stopped(Usage usage) implements End {
    @Override
    public String status() {
      return "stopped";
    }
  }

  /** A guardrail stopped the answer or the question. */
  record Blocked(Usage usage) implements End {
    @Override
    public String status() {
      return "blocked";
    }
  }

  /** The answer broke off; what came so far is stored and must not be taken for the whole. */
  record Failed(Problem problem, Usage usage) implements End {
    @Override
    public String status() {
      return "failed";
    }
  }
}
