package dev.cloister.localcloud.bedrock.answer;

/** How an answer ended. */
public sealed interface Ending {

  /** As it should. */
  record Complete(StopReason reason, Usage usage) implements Ending {}

  /** It broke off; what was written is not the answer. */
  record Broken(String message) implements Ending {}

  /** Why the model stopped. */
  enum StopReason {
    END_TURN,
    MAX_TOKENS,
    STOP_SEQUENCE,
    CONTENT_FILTERED,
    GUARDRAIL_INTERVENED;

    /** As it stands in the frame. */
    public String wire() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** In tokens. */
  record Usage(long input, long output) {}
}
